/** The channels there are. To add one: a folder with `render-*` and `send-*`, a name here, a line below. */
import type { Channel } from "./channel.ts";
import { emailChannel } from "./email/email-channel.ts";
import { slackChannel } from "./slack/slack-channel.ts";
import { webhookChannel } from "./webhook/webhook-channel.ts";

export type ChannelName = "slack" | "email" | "webhook";

export const channels = {
  slack: slackChannel,
  email: emailChannel,
  webhook: webhookChannel,
} as const satisfies Record<ChannelName, Channel>;

export function isChannelName(text: string): text is ChannelName {
  return Object.hasOwn(channels, text);
}
