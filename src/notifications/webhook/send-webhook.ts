/** Sends an approval to a program. */
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "../notice.ts";
import { postWebhook } from "./post-webhook.ts";
import { renderWebhook } from "./render-webhook.ts";

export async function sendWebhook(
  notice: ApprovalNotice,
  destination: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  return postWebhook(destination.webhookUrl, renderWebhook(notice), port);
}
