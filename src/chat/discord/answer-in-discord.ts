/** What somebody in Discord may decide, and what they are told of it. */
import type { GivenAnswer } from "../../approvals/decide.ts";
import type { ApprovalPort } from "../../approvals/port.ts";
import { words } from "../../html/words/words.ts";
import type { FieldError } from "../../kernel/errors.ts";
import { cutText } from "../../notifications/cut-text.ts";
import { escapeDiscord } from "../../notifications/discord/escape-discord.ts";
import { type ChatAnswerer, decideAs, type Standing, standingOf, tellOf } from "../answer-as-person.ts";

const MAX_DETAIL = 1_000;

/** Why somebody cannot answer, escaped; `null` where they can. */
export async function obstacleInDiscord(owner: ApprovalPort, answerer: ChatAnswerer): Promise<string | null> {
  const standing = await standingOf(owner, answerer);
  return standing.kind === "open" ? null : obstacleOf(standing);
}

/** Approves at once, unless there is something to fill in. */
export async function approveInDiscord(owner: ApprovalPort, answerer: ChatAnswerer): Promise<string> {
  const standing = await standingOf(owner, answerer);
  if (standing.kind !== "open") return obstacleOf(standing);
  if (standing.view.form !== null || standing.view.editable) return answerer.says.onPage;
  return decideInDiscord(owner, answerer, { approved: true });
}

/** Answers, and says what came of it. */
export async function decideInDiscord(
  owner: ApprovalPort,
  answerer: ChatAnswerer,
  given: GivenAnswer,
): Promise<string> {
  const answer = await decideAs(owner, answerer, given);
  if (answer.kind === "over") return `${words.problem["approval-over"]} ${words.over[answer.status].heading}.`;
  const text = tellOf(answer, given, answerer);
  return answer.kind === "values-invalid" ? `${text} (${detailOf(answer.errors)})` : text;
}

function obstacleOf(standing: Exclude<Standing, { kind: "open" }>): string {
  return standing.kind === "over" ? words.over[standing.view.status].heading : standing.text;
}

/** Names of fields are the author's words, and may look like markup. */
function detailOf(errors: readonly FieldError[]): string {
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return cutText(detail, MAX_DETAIL, escapeDiscord).text;
}
