/** A local OpenAI-compatible server: checks `POST /chat/completions` as strict servers do, and says what it is told to say. */
import { z } from "zod";
import {
  startRecordingServer,
  type LocalServer,
  type ReceivedRequest,
  type Reply,
  type Responder,
} from "./webhook-server.ts";

export const MODEL_KEY = "sk-model-test-key-0123456789";

/** Strict: an unknown member is an error, as is a limit of tokens that no model has. */
const ChatRequest = z.strictObject({
  model: z.string().min(1),
  messages: z.array(z.strictObject({ role: z.enum(["system", "user"]), content: z.string().min(1) })).min(1),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.int().positive().max(32_768).optional(),
  response_format: z.strictObject({ type: z.literal("json_object") }).optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

export interface ModelRequest extends ReceivedRequest {
  /** `null` where the body is not one that the server takes. */
  readonly chat: ChatRequest | null;
  readonly problem: string | null;
}

export interface ModelServer extends LocalServer<ModelRequest> {
  /** As AI_BASE_URL has it. */
  readonly baseUrl: string;
  /** What the model says next, one after the other; the last stays. */
  say(...answers: readonly string[]): void;
  /** The same, with any reply. */
  reply(...replies: readonly Reply[]): void;
}

/** Wants `MODEL_KEY` unless `open`. */
export async function startModelServer(options: { open?: true } = {}): Promise<ModelServer> {
  const script: Reply[] = [completion("Hello.")];
  const answer: Responder<ModelRequest> = (request) => answerLikeModel(request, options.open !== true, script);
  const server = await startRecordingServer<ModelRequest>({ path: "/v1/chat/completions", read, answer });
  return {
    ...server,
    baseUrl: server.url.replace(/\/chat\/completions$/, ""),
    say: (...answers) => void script.splice(0, script.length, ...answers.map((said) => completion(said))),
    reply: (...replies) => void script.splice(0, script.length, ...replies),
  };
}

function answerLikeModel(request: ModelRequest, wantsKey: boolean, script: Reply[]): Reply {
  if (wantsKey && request.headers["authorization"] !== `Bearer ${MODEL_KEY}`) return refusal(401, keyProblem(request));
  if (request.path !== "/v1/chat/completions") return refusal(404, "no such path");
  if (request.chat === null) return refusal(400, request.problem ?? "bad request");
  return (script.length > 1 ? script.shift() : script[0]) ?? 500;
}

/** One choice, as the server gives it. */
export function completion(content: string, finish = "stop"): Reply {
  return json(200, {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: "test-model",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: finish }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  });
}

export function refusal(status: number, message: string, headers: Record<string, string> = {}): Reply {
  const reply = json(status, { error: { message, type: "invalid_request_error", param: null, code: null } });
  return typeof reply === "object" ? { ...reply, headers: { ...reply.headers, ...headers } } : reply;
}

/** Real servers repeat the key. */
function keyProblem({ headers }: ModelRequest): string {
  return `Incorrect API key provided: ${headers["authorization"] ?? "none"}. You can find your API key elsewhere.`;
}

function read(request: ReceivedRequest): ModelRequest {
  const parsed = ChatRequest.safeParse(parseOrNull(request.body));
  return { ...request, chat: parsed.data ?? null, problem: parsed.error?.message ?? null };
}

function json(status: number, body: object): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
