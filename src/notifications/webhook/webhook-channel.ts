/** A program of somebody's, told by a signed POST. */
import type { Channel } from "../channel.ts";
import { hostOf } from "../web-url.ts";
import { postWebhook } from "./post-webhook.ts";
import { renderWebhookMessage } from "./render-webhook-message.ts";
import { renderWebhookOutcome } from "./render-webhook-outcome.ts";
import { sendWebhook } from "./send-webhook.ts";

export const webhookChannel = {
  name: "webhook",
  send: sendWebhook,
  sendOutcome: (outcome, { webhookUrl }, _ref, port) => postWebhook(webhookUrl, renderWebhookOutcome(outcome), port),
  sendMessage: (message, { webhookUrl }, port) => postWebhook(webhookUrl, renderWebhookMessage(message), port),
  describe: ({ webhookUrl }) => hostOf(webhookUrl),
} as const satisfies Channel;
