/** What an approval sent, as a message that a test can look at. */
import { isMessage, type OutboxRow } from "../approvals/store/outbox-store.ts";
import type { Json } from "../kernel/json.ts";
import type { Message } from "./message.ts";

interface Sent {
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
