/** Sends a plain message to Slack: by an incoming webhook, or as the bot to one channel or person. */
import type { MessageDestination, PlainMessage } from "../message.ts";
import type { ChannelPort, SendResult } from "../notice.ts";
import { postAsBot } from "./post-as-bot.ts";
import { postToSlack } from "./post-to-slack.ts";
import { renderSlackMessage } from "./render-slack-message.ts";

export async function sendSlackMessage(
  message: PlainMessage,
  { webhookUrl, to }: MessageDestination,
  port: ChannelPort,
): Promise<SendResult> {
  const rendered = renderSlackMessage(message);
  if (webhookUrl !== undefined || to === undefined) return postToSlack(webhookUrl, rendered, port);
  if (to.length === 1) return postAsBot(to[0], rendered, port);
  return {
    status: "failed",
    error: "`to` of slack is one channel, user or address: a message to several could come twice",
  };
}
