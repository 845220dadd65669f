/** The payload of a plain message; `type` tells it from an approval. */
import type { PlainMessage } from "../message.ts";

export interface WebhookMessage extends PlainMessage {
  readonly type: "notify";
}

export function renderWebhookMessage({ message, ensemble, agent, runId }: PlainMessage): WebhookMessage {
  return { type: "notify", message, ensemble, agent, runId };
}
