/** Sends a plain message to Discord: by a channel's webhook, or as the bot to one channel. */
import type { MessageDestination, PlainMessage } from "../message.ts";
import type { ChannelPort, SendResult } from "../notice.ts";
import { postToDiscord } from "./post-to-discord.ts";
import { renderDiscordMessage } from "./render-discord-message.ts";

export async function sendDiscordMessage(
  message: PlainMessage,
  { webhookUrl, to = [] }: MessageDestination,
  port: ChannelPort,
): Promise<SendResult> {
  if (webhookUrl === undefined && to.length > 1) {
    return { status: "failed", error: "`to` of discord is one channel: a message to several could come twice" };
  }
  return postToDiscord({ webhookUrl, to: to[0], replaces: null }, renderDiscordMessage(message), port);
}
