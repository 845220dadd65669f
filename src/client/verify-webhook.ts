/** Whether a webhook is from one's own Countersign: Standard Webhooks, by the library. */
import { Webhook } from "standardwebhooks";
import type { CallbackPayload, WebhookMessage, WebhookOutcome, WebhookPayload } from "../contract/webhook-payload.ts";

/** A message as it was received. */
export interface SignedMessage {
  /** The body as it came, byte for byte. */
  readonly body: string;
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What Countersign posts: `type` tells which it is, and is missing where an approval is asked for. */
export type WebhookBody = WebhookPayload | WebhookOutcome | WebhookMessage | CallbackPayload;

/**
 * What the message says. Throws unless it is signed with one of the secrets and at most five minutes old.
 *
 * @param secrets `WEBHOOK_SIGNING_SECRET`: one, or several separated by spaces
 */
export function verifyWebhook<T = WebhookBody>({ body, headers }: SignedMessage, secrets: string): T {
  const named = namedHeaders(headers);
  const keys = secrets.split(/\s+/).filter((secret) => secret !== "");
  if (keys.length === 0) throw new TypeError("there is no secret to check the message with");
  const verdicts = keys.map((key) => verdictOf(() => new Webhook(key).verify(body, named)));
  const good = verdicts.find(({ kind }) => kind === "good");
  if (good?.kind === "good") return good.value as T;
  throw verdicts[0]?.kind === "bad" ? verdicts[0].error : new Error("the message is not signed");
}

type Verdict = { readonly kind: "good"; readonly value: unknown } | { readonly kind: "bad"; readonly error: Error };

function verdictOf(verify: () => unknown): Verdict {
  try {
    return { kind: "good", value: verify() };
  } catch (error) {
    return { kind: "bad", error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function namedHeaders(headers: SignedMessage["headers"]): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}
