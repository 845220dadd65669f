/**
 * The news that an approval is over as a Slack message: text of users stands only in `plain_text` and in code. It also
 * takes the place of the message that asked, and so has no buttons.
 */
import { cutText } from "../cut-text.ts";
import type { RecordedAnswer } from "../../contract/decision.ts";
import type { OutcomeNotice } from "../notice.ts";
import { outcomeContent } from "../outcome-content.ts";
import { MAX_HEADER, MAX_SECTION, type MrkdwnObject, type SlackMessage } from "./block-kit.ts";
import { escapeSlack } from "./escape-slack.ts";
import { slackAddress } from "./slack-address.ts";
import { codeSpan, mrkdwn, plain, plainSection, slackDate } from "./slack-text.ts";

const MOST_MENTIONED = 10;

const EMOJI = { approved: "✅", rejected: "❌", timeout: "⌛", cancelled: "↩️" } as const;

export function renderSlackOutcome(outcome: OutcomeNotice): SlackMessage {
  const { title, what, prompt, details } = outcomeContent(outcome);
  const heading = `${EMOJI[outcome.status]} ${title}`;
  const texts = [what, prompt, ...details.map(([label, text]) => `${label}: ${text}`)];
  return {
    text: cutText(`${heading}\n${what}`, MAX_SECTION, escapeSlack).text,
    blocks: [
      { type: "header", text: plain(heading, MAX_HEADER) },
      ...texts.flatMap(plainSection),
      {
        type: "context",
        elements: [
          mrkdwn(`🔒 Settled ${slackDate(outcome.decidedAt)}`),
          ...mentions(outcome.approvals),
          mrkdwn(`Asked by ${codeSpan(outcome.requestedBy)}${whereOf(outcome)}`),
        ],
      },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function whereOf({ runId }: OutcomeNotice): string {
  return runId === null ? "" : ` in ${codeSpan(runId)}`;
}

/** Slack shows people the name behind an id. Only ids that Slack itself gave are mentioned. */
function mentions(answers: readonly RecordedAnswer[]): MrkdwnObject[] {
  const ids = answers.flatMap(({ approver, via, verified }) => {
    const address = slackAddress(approver);
    return via === "slack" && verified && address.kind === "user" ? [`<@${address.id}>`] : [];
  });
  return ids.length === 0 ? [] : [mrkdwn(`By ${ids.slice(0, MOST_MENTIONED).join(", ")}`)];
}
