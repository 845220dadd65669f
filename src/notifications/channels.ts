/** The channels there are, one line each; what each needs to know is in contract/channel-options.ts. */
import type { ChannelName } from "../contract/channel-options.ts";
import type { Channel } from "./channel.ts";
import { discordChannel } from "./discord/discord-channel.ts";
import { emailChannel } from "./email/email-channel.ts";
import { slackChannel } from "./slack/slack-channel.ts";
import { teamsChannel } from "./teams/teams-channel.ts";
import { webhookChannel } from "./webhook/webhook-channel.ts";

export const channels = {
  slack: slackChannel,
  email: emailChannel,
  discord: discordChannel,
  teams: teamsChannel,
  webhook: webhookChannel,
} as const satisfies Readonly<Record<ChannelName, Channel>>;

export function isChannelName(text: string): text is ChannelName {
  return Object.hasOwn(channels, text);
}
