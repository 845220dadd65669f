/** What somebody in Discord may see and decide of an approval, and what they are told of it. */
import type { GivenAnswer } from "../../approvals/decide.ts";
import type { ApprovalPort, ChatCredential, DecideAnswer, PersonView } from "../../approvals/port.ts";
import type { OverLink } from "../../contract/link-view.ts";
import { words } from "../../html/words.ts";
import { cutText } from "../../notifications/cut-text.ts";
import { escapeDiscord } from "../../notifications/discord/escape-discord.ts";
import { discordWords } from "./discord-words.ts";

const MAX_DETAIL = 1_000;

/** The name by which ensembles list somebody of Discord as an approver. */
export function approverOf(userId: string): string {
  return `discord:${userId}`;
}

/** Why somebody cannot answer, escaped; `null` where they can. */
export async function obstacleTo(owner: ApprovalPort, userId: string): Promise<string | null> {
  return obstacleIn(await owner.inspectAs(credentialOf(userId)), userId);
}

/** Approves at once, unless there is something to fill in. */
export async function approveAs(owner: ApprovalPort, userId: string): Promise<string> {
  const view = await owner.inspectAs(credentialOf(userId));
  const obstacle = obstacleIn(view, userId);
  if (obstacle !== null) return obstacle;
  if (view.kind === "open" && (view.form !== null || view.editable)) return discordWords.onPage;
  return decideAs(owner, userId, { approved: true });
}

/** Answers, and says what came of it. */
export async function decideAs(owner: ApprovalPort, userId: string, given: GivenAnswer): Promise<string> {
  const answer = await owner.decide({ ...credentialOf(userId), given, claimed: null });
  return tellOf(answer, given.approved, userId);
}

function credentialOf(userId: string): ChatCredential {
  return { by: "chat", channel: "discord", person: { id: approverOf(userId), email: null } };
}

function obstacleIn(view: PersonView, userId: string): string | null {
  switch (view.kind) {
    case "unknown":
      return discordWords.unknown;
    case "not-allowed":
      return discordWords.stranger(approverOf(userId));
    case "over":
      return words.over[view.status satisfies OverLink["status"]].heading;
    case "open":
      return view.answered === null ? null : words.problem["already-answered"];
    default:
      return view satisfies never;
  }
}

function tellOf(answer: DecideAnswer, approved: boolean, userId: string): string {
  switch (answer.kind) {
    case "recorded": {
      const { status, remaining } = answer.result;
      const done = approved ? words.done.approved : words.done.rejected;
      return `${done} ${status === "pending" ? words.done.waits(remaining) : words.done.settled}`;
    }
    case "unknown":
      return discordWords.unknown;
    case "over":
      return `${words.problem["approval-over"]} ${words.over[answer.status].heading}.`;
    case "not-allowed":
      return discordWords.stranger(approverOf(userId));
    case "already-answered":
      return words.problem["already-answered"];
    case "refused":
      return words.problem[answer.code];
    case "values-invalid":
      return detailed(discordWords.onPage, answer.errors.map(({ path, message }) => `${path}: ${message}`).join("; "));
    default:
      return answer satisfies never;
  }
}

/** Names of fields are the author's words, and may look like markup. */
function detailed(text: string, detail: string): string {
  return `${text} (${cutText(detail, MAX_DETAIL, escapeDiscord).text})`;
}
