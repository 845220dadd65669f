/** Slack, by an incoming webhook. */
import type { Channel } from "../channel.ts";
import { hostOf } from "../web-url.ts";
import { postToSlack } from "./post-to-slack.ts";
import { renderSlackMessage } from "./render-slack-message.ts";
import { renderSlackOutcome } from "./render-slack-outcome.ts";
import { sendSlack } from "./send-slack.ts";

export const slackChannel = {
  name: "slack",
  send: sendSlack,
  sendOutcome: (outcome, { webhookUrl }, _ref, port) => postToSlack(webhookUrl, renderSlackOutcome(outcome), port),
  sendMessage: (message, { webhookUrl }, port) => postToSlack(webhookUrl, renderSlackMessage(message), port),
  describe: ({ webhookUrl }) => hostOf(webhookUrl),
} as const satisfies Channel;
