/** Slack, by an incoming webhook. */
import type { Channel } from "../channel.ts";
import { hostOf } from "../web-url.ts";
import { sendSlack } from "./send-slack.ts";

export const slackChannel = {
  name: "slack",
  needs: ["webhookUrl"],
  send: sendSlack,
  describe: ({ webhookUrl }) => hostOf(webhookUrl),
} as const satisfies Channel;
