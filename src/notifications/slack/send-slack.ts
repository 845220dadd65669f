/** Sends an approval to Slack: by an incoming webhook, or as the bot. */
import { actionUrl } from "../action-url.ts";
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "../notice.ts";
import { MAX_URL } from "./block-kit.ts";
import { postAsBot } from "./post-as-bot.ts";
import { postToSlack } from "./post-to-slack.ts";
import { renderSlack } from "./render-slack.ts";
import { botButtons, linkButtons } from "./slack-buttons.ts";

export async function sendSlack(
  notice: ApprovalNotice,
  { webhookUrl, to }: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  if (actionUrl(notice.url, "approve").length > MAX_URL) {
    return {
      status: "failed",
      error: `the link is longer than the ${MAX_URL} characters that Slack allows: check baseUrl`,
    };
  }
  if (webhookUrl !== undefined) {
    return postToSlack(webhookUrl, renderSlack(notice, linkButtons(notice.url), port.now), port);
  }
  return postAsBot(to, renderSlack(notice, botButtons(notice, port.settings), port.now), port);
}
