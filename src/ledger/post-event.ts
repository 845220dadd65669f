/** Posts one event to a webhook, signed as Standard Webhooks 1.0. Only a 2xx answer means that it has arrived. */
import type { Event } from "../contract/event.ts";
import { cutText } from "../notifications/cut-text.ts";
import { type PostPort, postJson } from "../notifications/post-json.ts";
import { signWebhook } from "../notifications/webhook/sign-webhook.ts";
import type { WebhookRow } from "./webhook-store.ts";

export type Posted =
  | { readonly status: "arrived" }
  /** The receiver wants no more, for good. */
  | { readonly status: "gone"; readonly error: string }
  | { readonly status: "failed"; readonly error: string; readonly retryAfterMs?: number };

const LONGEST_ERROR = 300;

/** One attempt may take so long, in milliseconds: as Standard Webhooks recommends. */
const CUT_OFF_MS = 15_000;

type Addressee = Pick<WebhookRow, "url" | "secret" | "oldSecret" | "oldUntil">;

export async function postEvent(
  webhook: Addressee,
  event: Event,
  port: Pick<PostPort, "fetch" | "now">,
): Promise<Posted> {
  const body = JSON.stringify(event);
  const signature = signWebhook(secretsOf(webhook, port.now), { id: event.id, body, now: port.now });
  if (signature === null) return { status: "failed", error: "the secret cannot sign" };
  const posted = await postJson(
    { url: new URL(webhook.url), body, headers: signature, accept: () => ({ status: "arrived" as const }) },
    { ...port, signal: AbortSignal.timeout(CUT_OFF_MS) },
  );
  if (posted.status === "arrived") return posted;
  const error = cutText(posted.error, LONGEST_ERROR).text;
  if (posted.status === "failed") return { status: posted.isGone === true ? "gone" : "failed", error };
  return {
    status: "failed",
    error,
    ...(posted.retryAfterMs === undefined ? {} : { retryAfterMs: posted.retryAfterMs }),
  };
}

function secretsOf({ secret, oldSecret, oldUntil }: Addressee, now: number): string {
  return oldSecret !== null && oldUntil !== null && now < oldUntil ? `${secret} ${oldSecret}` : secret;
}
