/** The news that an approval is over as a Slack message: text of users stands only in `plain_text`. */
import { cutLine, cutText } from "../cut-text.ts";
import type { OutcomeNotice } from "../notice.ts";
import { outcomeContent } from "../outcome-content.ts";
import { MAX_HEADER, MAX_SECTION, type Block, type SlackMessage } from "./block-kit.ts";
import { escapeSlack } from "./escape-slack.ts";

const EMOJI = { approved: "✅", rejected: "❌", timeout: "⌛", cancelled: "↩️" } as const;

export function renderSlackOutcome(outcome: OutcomeNotice): SlackMessage {
  const { title, what, prompt, details } = outcomeContent(outcome);
  const heading = `${EMOJI[outcome.status]} ${title}`;
  return {
    text: cutText(`${heading}\n${what}`, MAX_SECTION, escapeSlack).text,
    blocks: [
      {
        type: "header",
        text: { type: "plain_text", text: cutLine(heading, MAX_HEADER, escapeSlack).text, emoji: true },
      },
      ...[what, prompt, ...details.map(([label, text]) => `${label}: ${text}`)].flatMap(section),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function section(text: string): Block[] {
  const shown = cutText(text, MAX_SECTION, escapeSlack).text;
  return shown.trim() === "" ? [] : [{ type: "section", text: { type: "plain_text", text: shown, emoji: false } }];
}
