/** A program of somebody's, told by a signed POST. */
import type { Channel } from "../channel.ts";
import { hostOf } from "../web-url.ts";
import { sendWebhook } from "./send-webhook.ts";

export const webhookChannel = {
  name: "webhook",
  needs: ["webhookUrl"],
  send: sendWebhook,
  describe: ({ webhookUrl }) => hostOf(webhookUrl),
} as const satisfies Channel;
