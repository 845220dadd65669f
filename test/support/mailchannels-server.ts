/** A local MailChannels e-mail API: checks key and body as `POST /tx/v1/send` does, and answers 202 with results. */
import { z } from "zod";
import { startRecordingServer, type LocalServer, type ReceivedRequest, type Reply } from "./webhook-server.ts";

export const MAILCHANNELS_KEY = "mc-test-key-0123456789";

const Mailbox = z.strictObject({ email: z.string().regex(/^[^\s@,;<>]+@[^\s@,;<>]+$/), name: z.string().optional() });

const RESERVED =
  /^(?:authentication-results|bcc|cc|content-transfer-encoding|content-type|dkim-signature|from|message-id|mime-version|received|reply-to|subject|to)$/i;

const Mail = z.strictObject({
  personalizations: z
    .array(z.strictObject({ to: z.array(Mailbox).min(1), cc: z.array(Mailbox).min(1).optional() }))
    .min(1)
    .max(1000),
  from: Mailbox,
  subject: z
    .string()
    .min(1)
    .regex(/^[^\r\n]*$/),
  content: z.array(z.strictObject({ type: z.string(), value: z.string().min(1) })).min(1),
  headers: z
    .record(
      z
        .string()
        .regex(/^[!-9;-~]+$/)
        .refine((name) => !RESERVED.test(name)),
      z.string().regex(/^[\x20-\x7e]*$/),
    )
    .optional(),
  campaign_id: z.string().max(48).regex(/^\S+$/).optional(),
});
export type Mail = z.infer<typeof Mail>;

export interface MailRequest extends ReceivedRequest {
  /** `null` where the body is not one that the API takes. */
  readonly mail: Mail | null;
  readonly errors: readonly string[];
}

export interface MailChannelsServer extends LocalServer<MailRequest> {
  readonly key: string;
}

/** Takes `MAILCHANNELS_KEY` alone, and no mail to a domain under `.invalid`, of which there is none. */
export async function startMailChannelsServer(): Promise<MailChannelsServer> {
  const server = await startRecordingServer<MailRequest>({ path: "/tx/v1/send", read, answer: answerLikeMailChannels });
  return { ...server, key: MAILCHANNELS_KEY };
}

/** The text of one part of a mail. */
export function partOf(mail: Mail | null | undefined, type: "text/plain" | "text/html"): string {
  return mail?.content.find((part) => part.type === type)?.value ?? "";
}

function read(request: ReceivedRequest): MailRequest {
  const parsed = Mail.safeParse(parseOrNull(request.body));
  return {
    ...request,
    mail: parsed.data ?? null,
    errors: parsed.error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [],
  };
}

function answerLikeMailChannels({ method, headers, mail, errors }: MailRequest, index: number): Reply {
  const key = headers["x-api-key"];
  if (key === undefined) return { status: 401, headers: HTML, body: UNAUTHORIZED };
  if (key !== MAILCHANNELS_KEY) return json(403, { errors: ["invalid api key"] });
  if (method !== "POST") return 405;
  if (mail === null) return json(400, { errors });
  if (mail.personalizations.some(({ to }) => to.some(({ email }) => email.endsWith(".invalid"))))
    return json(400, { errors: ["no such domain"] });
  return json(202, {
    request_id: `request-${index}`,
    results: mail.personalizations.map((_, position) => ({
      index: position,
      message_id: `<${index}.${position}@mailchannels.test>`,
      status: "sent",
    })),
  });
}

const HTML = { "content-type": "text/html" };
const UNAUTHORIZED = "<html>\r\n<head><title>401 Authorization Required</title></head>\r\n</html>";

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
