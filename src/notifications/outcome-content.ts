/** What news of an outcome says, before a channel sets it: the same words everywhere. */
import type { RecordedAnswer } from "../contract/decision.ts";
import { cutLine, cutText } from "./cut-text.ts";
import { utcTime } from "./expiry.ts";
import type { OutcomeNotice } from "./notice.ts";

export interface OutcomeContent {
  /** Such as "Approved: content-approval". */
  readonly title: string;
  /** Such as "Approved by ana@example.com, 2026-11-22 01:04 UTC." */
  readonly what: string;
  /** What was asked. */
  readonly prompt: string;
  /** Reason and comment, where there are any. */
  readonly details: readonly (readonly [label: string, value: string])[];
  /** What it means for whoever reads it. */
  readonly hint: string;
}

const MAX_PROMPT = 1_000;
const MAX_TEXT = 2_000;
const MAX_NAME = 300;
const MOST_NAMES = 10;

const WORDS = { approved: "Approved", rejected: "Rejected", timeout: "Expired", cancelled: "Withdrawn" } as const;

/** Nothing in it is escaped. */
export function outcomeContent(outcome: OutcomeNotice): OutcomeContent {
  const { reason = "", feedback = "" } = outcome;
  const details = [
    ["Reason", reason],
    ["Comment", feedback],
  ] as const;
  return {
    title: `${WORDS[outcome.status]}: ${cutLine(outcome.ensemble, MAX_NAME).text}`,
    what: `${WORDS[outcome.status]}${by(outcome)}, ${utcTime(outcome.decidedAt)}.`,
    prompt: cutText(outcome.prompt.trim(), MAX_PROMPT).text,
    details: details.flatMap(([label, text]) =>
      text.trim() === "" ? [] : [[label, cutText(text.trim(), MAX_TEXT).text] as const],
    ),
    hint: outcome.audience === "requester" ? "You asked for this approval." : "It needs no answer from you any more.",
  };
}

/** Those whose answers led to the outcome. */
function by({ status, approvals }: OutcomeNotice): string {
  if (status !== "approved" && status !== "rejected") return "";
  const names = approvals.filter(({ approved }) => approved === (status === "approved")).map(nameOf);
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length === 0 ? "" : ` by ${shown}${more > 0 ? ` and ${more} more` : ""}`;
}

function nameOf({ approver }: RecordedAnswer): string {
  return cutLine(approver, MAX_NAME).text;
}
