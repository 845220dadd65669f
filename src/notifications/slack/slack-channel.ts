/** Slack: by an incoming webhook, or as a bot whose buttons decide. */
import type { Channel } from "../channel.ts";
import { cutLine } from "../cut-text.ts";
import { hostOf } from "../web-url.ts";
import { findSlackRecipient } from "./find-slack-recipient.ts";
import { sendSlackMessage } from "./send-slack-message.ts";
import { sendSlackOutcome } from "./send-slack-outcome.ts";
import { sendSlack } from "./send-slack.ts";

const MAX_SHOWN = 254;

export const slackChannel = {
  name: "slack",
  send: sendSlack,
  sendOutcome: sendSlackOutcome,
  findRecipient: findSlackRecipient,
  sendMessage: sendSlackMessage,
  describe: ({ webhookUrl, to }) => (to === undefined ? hostOf(webhookUrl) : cutLine(to, MAX_SHOWN).text),
} as const satisfies Channel;
