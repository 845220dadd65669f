/** Sends an approval to Slack. */
import { actionUrl } from "../action-url.ts";
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "../notice.ts";
import { MAX_URL } from "./block-kit.ts";
import { postToSlack } from "./post-to-slack.ts";
import { renderSlack } from "./render-slack.ts";

export async function sendSlack(
  notice: ApprovalNotice,
  destination: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  if (actionUrl(notice.url, "approve").length > MAX_URL) {
    return {
      status: "failed",
      error: `the link is longer than the ${MAX_URL} characters that Slack allows: check baseUrl`,
    };
  }
  return postToSlack(destination.webhookUrl, renderSlack(notice, port.now), port);
}
