/** Sends an approval to Discord: by a channel's webhook, or as the bot. */
import { actionUrl } from "../action-url.ts";
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "../notice.ts";
import { botButtons, linkButtons } from "./discord-buttons.ts";
import { MAX_BUTTON_URL } from "./discord-message.ts";
import { postToDiscord } from "./post-to-discord.ts";
import { renderDiscord } from "./render-discord.ts";

export async function sendDiscord(
  notice: ApprovalNotice,
  { webhookUrl, to }: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  if (actionUrl(notice.url, "approve").length > MAX_BUTTON_URL) {
    return {
      status: "failed",
      error: `the link is longer than the ${MAX_BUTTON_URL} characters that Discord allows: check baseUrl`,
    };
  }
  const buttons = webhookUrl === undefined ? botButtons(notice, port.settings) : linkButtons(notice);
  return postToDiscord({ webhookUrl, to, replaces: null }, renderDiscord(notice, buttons, port.now), port);
}
