/** The payload of a plain message; `type` tells it from an approval. */
import type { WebhookMessage } from "../../contract/webhook-payload.ts";
import type { PlainMessage } from "../message.ts";

export function renderWebhookMessage({ message, ensemble, agent, runId }: PlainMessage): WebhookMessage {
  return { type: "notify", message, ensemble, agent, runId };
}
