/** Slack's bot as tests send by it: to a local workspace. */
import type { ChannelPort, Destination } from "../../src/notifications/notice.ts";
import type { SlackWorkspace } from "../support/slack/slack-workspace.ts";
import { portWith, settingsWith } from "./fixtures.ts";

export const SECRETS = { token: "xoxb-0000-secret-token", signingSecret: "signing" };

export function botPort(
  slack: SlackWorkspace,
  changes: Partial<ChannelPort["settings"]> = {},
  more: Partial<ChannelPort> = {},
): ChannelPort {
  const bot = { slackApiUrl: slack.url, slackBotToken: slack.token, slackSigningSecret: slack.signingSecret };
  return portWith({ settings: settingsWith({ ...bot, ...changes }), ...more });
}

export function to(address: string): Destination {
  return { channel: "slack", to: address };
}
