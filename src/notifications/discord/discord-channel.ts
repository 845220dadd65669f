/** Discord: by a channel's webhook, or as a bot whose buttons decide. */
import type { Channel } from "../channel.ts";
import { cutLine } from "../cut-text.ts";
import { hostOf } from "../web-url.ts";
import { postToDiscord } from "./post-to-discord.ts";
import { renderDiscordOutcome } from "./render-discord-outcome.ts";
import { sendDiscord } from "./send-discord.ts";
import { sendDiscordMessage } from "./send-discord-message.ts";

const MAX_SHOWN = 254;

export const discordChannel = {
  name: "discord",
  send: sendDiscord,
  sendOutcome: (outcome, { webhookUrl, to }, ref, port) =>
    postToDiscord({ webhookUrl, to, replaces: ref }, renderDiscordOutcome(outcome), port),
  sendMessage: sendDiscordMessage,
  describe: ({ webhookUrl, to }) => (to === undefined ? hostOf(webhookUrl) : cutLine(to, MAX_SHOWN).text),
} as const satisfies Channel;
