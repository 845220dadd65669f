/** The news that an approval is over as a short Adaptive Card. */
import { cutLine, cutText } from "../cut-text.ts";
import type { OutcomeNotice } from "../notice.ts";
import { outcomeContent } from "../outcome-content.ts";
import { type TeamsMessage, teamsMessage, textBlock } from "./adaptive-card.ts";
import { escapeTeams } from "./escape-teams.ts";

const EMOJI = { approved: "✅", rejected: "❌", timeout: "⌛", cancelled: "↩️" } as const;
const MAX_TITLE = 300;
const MAX_TEXT = 1_500;

export function renderTeamsOutcome(outcome: OutcomeNotice): TeamsMessage {
  const { title, what, prompt, details, hint } = outcomeContent(outcome);
  const heading = cutLine(`${EMOJI[outcome.status]} ${title}`, MAX_TITLE, escapeTeams).text;
  const texts = [what, prompt, ...details.map(([label, text]) => `${label}: ${text}`)];
  return teamsMessage(heading, {
    body: [
      textBlock(heading, { size: "large", weight: "bolder" }),
      ...texts
        .map((text) => cutText(text, MAX_TEXT, escapeTeams).text)
        .filter((text) => text.trim() !== "")
        .map((text) => textBlock(text)),
      textBlock(hint, { isSubtle: true }),
    ],
    actions: [],
  });
}
