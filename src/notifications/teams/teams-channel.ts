/** Microsoft Teams, by the webhook of a workflow. A message sent so cannot be changed: an outcome is a card of its own. */
import type { Channel } from "../channel.ts";
import { hostOf } from "../web-url.ts";
import { postToTeams } from "./post-to-teams.ts";
import { renderTeamsMessage } from "./render-teams-message.ts";
import { renderTeamsOutcome } from "./render-teams-outcome.ts";
import { renderTeams } from "./render-teams.ts";

export const teamsChannel = {
  name: "teams",
  send: (notice, { webhookUrl }, port) => postToTeams(webhookUrl, renderTeams(notice, port.now), port),
  sendOutcome: (outcome, { webhookUrl }, _ref, port) => postToTeams(webhookUrl, renderTeamsOutcome(outcome), port),
  sendMessage: (message, { webhookUrl }, port) => postToTeams(webhookUrl, renderTeamsMessage(message), port),
  describe: ({ webhookUrl }) => hostOf(webhookUrl),
} as const satisfies Channel;
