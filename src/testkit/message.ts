/** A message that told somebody of an approval. */
import { isMessage, type OutboxRow } from "../approvals/store/outbox-store.ts";
import type { Json } from "../kernel/json.ts";

export interface Message {
  readonly approvalId: string;
  /** ISO 8601, by the test's clock. */
  readonly at: string;
  /** `slack`, `email`, `discord`, `teams` or `webhook`. */
  readonly channel: string;
  /** Why: `asked`, `reminder`, `escalation`, `handover`, `own-link` or `outcome`. */
  readonly occasion: string;
  /** Of e-mail: the address. Of a chat: the channel or person. */
  readonly to?: string;
  readonly url: string;
  /** As it would go to the chat, MailChannels or the webhook. */
  readonly body: Json;
}

export interface Sent {
  readonly approvalId: string;
  readonly row: OutboxRow;
  readonly url: string;
  readonly init: RequestInit | undefined;
  readonly at: string;
}

export function messageOf({ approvalId, row, url, init, at }: Sent): Message {
  const { effect } = row;
  const delivery = isMessage(effect) ? effect.delivery : null;
  return {
    approvalId,
    at,
    channel: delivery?.channel ?? "",
    occasion: effect.kind === "notify" ? effect.occasion : "outcome",
    ...(delivery?.to === undefined ? {} : { to: delivery.to }),
    url,
    body: typeof init?.body === "string" ? (JSON.parse(init.body) as Json) : null,
  };
}
