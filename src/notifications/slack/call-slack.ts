/** One call of Slack's Web API (docs.slack.dev/apis/web-api): what it refuses, it refuses with status 200 and `ok: false`. */
import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import type { ChannelPort, SendFailure } from "../notice.ts";
import { postJson, type PostPort, type Said } from "../post-json.ts";
import { readBounded } from "../read-bounded.ts";
import { retryAfterMs } from "../retry-after.ts";
import { parseWebUrl } from "../web-url.ts";

export interface SlackCall {
  readonly method: "chat.postMessage" | "chat.postEphemeral" | "chat.update" | "views.open";
  readonly body: object;
}

/** Methods that read take no JSON. */
export interface SlackQuestion {
  readonly method: "auth.test" | "users.info" | "users.lookupByEmail";
  readonly query: Readonly<Record<string, string>>;
}

export type SlackPort = PostPort & Pick<ChannelPort, "settings">;

export type SlackAnswer = { readonly status: "ok"; readonly answer: JsonObject } | SendFailure;

/** Errors that pass by themselves. */
const PASSING: ReadonlySet<string> = new Set([
  "fatal_error",
  "internal_error",
  "rate_limited",
  "ratelimited",
  "request_timeout",
  "service_unavailable",
]);

/** Tries once and never throws. */
export async function callSlack(call: SlackCall | SlackQuestion, port: SlackPort): Promise<SlackAnswer> {
  const { slackBotToken, slackApiUrl } = port.settings;
  if (slackBotToken === undefined) {
    return { status: "failed", error: "SLACK_BOT_TOKEN is not set: without it, slack needs webhookUrl" };
  }
  const target = parseWebUrl(`${slackApiUrl}/${call.method}`, "SLACK_API_URL");
  if (target.status === "failed") return target;
  const { url } = target;
  return postJson<SlackAnswer>(
    {
      url,
      ...bodyOf(call, slackBotToken),
      secrets: [slackBotToken],
      accept: (response, said) => readAnswer(call.method, url, { response, said, now: port.now }),
    },
    port,
  );
}

function bodyOf(call: SlackCall | SlackQuestion, token: string) {
  const authorization = `Bearer ${token}`;
  if ("query" in call) {
    const body = new URLSearchParams(call.query).toString();
    return { body, headers: { authorization, "content-type": "application/x-www-form-urlencoded" } };
  }
  const headers = { authorization, "content-type": "application/json; charset=utf-8" };
  return { body: JSON.stringify(call.body), headers };
}

interface Received {
  readonly response: Response;
  readonly said: Said;
  readonly now: number;
}

async function readAnswer(method: string, url: URL, { response, said, now }: Received): Promise<SlackAnswer> {
  const text = await readBounded(response);
  const answer = parseOrNull(text);
  if (!isJsonObject(answer))
    return { status: "failed", error: `${url.host} gave no answer to ${method}: ${said(text)}` };
  if (answer["ok"] === true) return { status: "ok", answer };
  const code = typeof answer["error"] === "string" ? answer["error"] : "unknown_error";
  const error = `${url.host} refused ${method}: ${said(code)}${neededScope(answer, said)}`;
  if (!PASSING.has(code)) return { status: "failed", error };
  const after = retryAfterMs(response.headers.get("retry-after"), now);
  return { status: "retry", error, ...(after === undefined ? {} : { retryAfterMs: after }) };
}

/** Of `missing_scope`: what to grant. */
function neededScope({ needed }: JsonObject, said: Said): string {
  return typeof needed === "string" ? `; grant the scope ${said(needed)}` : "";
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
