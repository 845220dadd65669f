/** The payload by which a program learns that an approval is over; `type` tells it from a request. */
import type { WebhookOutcome } from "../../contract/webhook-payload.ts";
import { isoTime } from "../../kernel/clock.ts";
import type { OutcomeNotice } from "../notice.ts";

export function renderWebhookOutcome({ audience: _audience, decidedAt, ...facts }: OutcomeNotice): WebhookOutcome {
  return { type: "outcome", ...facts, decidedAt: isoTime(decidedAt) };
}
