/** A plain message for Discord: its text as it is. */
import { cutText } from "../cut-text.ts";
import type { PlainMessage } from "../message.ts";
import { type DiscordMessage, MAX_CONTENT, NOBODY, SUPPRESS_EMBEDS } from "./discord-message.ts";
import { escapeDiscord } from "./escape-discord.ts";

export function renderDiscordMessage({ message }: PlainMessage): DiscordMessage {
  return {
    content: cutText(message, MAX_CONTENT, escapeDiscord).text,
    embeds: [],
    components: [],
    allowed_mentions: NOBODY,
    flags: SUPPRESS_EMBEDS,
  };
}
