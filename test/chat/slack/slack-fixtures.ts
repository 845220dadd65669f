/** A port to a local Slack workspace, and people as interactions name them. */
import type { Acting } from "../../../src/chat/slack/interaction.ts";
import type { SlackPort } from "../../../src/notifications/slack/call-slack.ts";
import { settingsWith } from "../../notifications/fixtures.ts";
import type { SlackUser, SlackWorkspace } from "../../support/slack/slack-workspace.ts";
import { TEAM } from "../../support/slack/slack-workspace.ts";

export const SLACK_SECRETS = { token: "xoxb-0000-test-token", signingSecret: "signing" };

export function slackSettings({ url, token, signingSecret }: SlackWorkspace) {
  return settingsWith({ slackApiUrl: url, slackBotToken: token, slackSigningSecret: signingSecret });
}

export function portTo(slack: SlackWorkspace, now: number = Date.now()): SlackPort {
  return { fetch: globalThis.fetch, now, signal: AbortSignal.timeout(2_000), settings: slackSettings(slack) };
}

export function actingAs({ id, team }: SlackUser): Acting {
  return { user: { id, team_id: team }, team: { id: TEAM }, enterprise: null };
}
