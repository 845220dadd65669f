/** A plain message for Teams: its text as it is. */
import { cutLine, cutText } from "../cut-text.ts";
import type { PlainMessage } from "../message.ts";
import { type TeamsMessage, teamsMessage, textBlock } from "./adaptive-card.ts";
import { escapeTeams } from "./escape-teams.ts";

/** Of three bytes at most in UTF-8 each. */
const MAX_TEXT = 7_000;
const MAX_TITLE = 300;

export function renderTeamsMessage({ message, ensemble, agent }: PlainMessage): TeamsMessage {
  const title = cutLine(`${ensemble}: ${agent}`, MAX_TITLE, escapeTeams).text;
  return teamsMessage(title, { body: [textBlock(cutText(message, MAX_TEXT, escapeTeams).text)], actions: [] });
}
