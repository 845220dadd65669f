/** What somebody in Slack may see and decide of an approval, and what they are told of it. */
import type { GivenAnswer } from "../../approvals/decide.ts";
import type { ApprovalPort, DecideAnswer, PersonView } from "../../approvals/port.ts";
import type { OpenLink, OverLink } from "../../contract/link-view.ts";
import { words } from "../../html/words.ts";
import { outcomeContent } from "../../notifications/outcome-content.ts";
import type { OutcomeNotice } from "../../notifications/notice.ts";
import type { FoundPerson, SlackPerson } from "./find-person.ts";
import { slackWords } from "./slack-words.ts";

/** What stands before somebody who wants to answer: the open request, or why they cannot. */
export type Standing =
  | { readonly kind: "open"; readonly view: OpenLink; readonly person: SlackPerson }
  | { readonly kind: "over"; readonly view: OverLink }
  | { readonly kind: "refused"; readonly text: string };

export async function standingOf(owner: ApprovalPort | null, found: FoundPerson): Promise<Standing> {
  if (owner === null) return refused(slackWords.unknown);
  if (found.kind === "foreign") return refused(slackWords.foreign);
  const view = await owner.inspectAs(credentialOf(found.person));
  return standingIn(view, found);
}

function standingIn(view: PersonView, found: Exclude<FoundPerson, { kind: "foreign" }>): Standing {
  switch (view.kind) {
    case "unknown":
      return refused(slackWords.unknown);
    case "over":
      return { kind: "over", view };
    case "not-allowed":
      return refused(strangerText(found));
    case "open":
      if (view.answered !== null) return refused(words.problem["already-answered"]);
      return { kind: "open", view, person: found.person };
    default:
      return view satisfies never;
  }
}

export function decideAs(owner: ApprovalPort, person: SlackPerson, given: GivenAnswer): Promise<DecideAnswer> {
  return owner.decide({ ...credentialOf(person), given, claimed: null });
}

/** What somebody is told of their own answer, where it was not that the request is over. */
export function tellOf(answer: Exclude<DecideAnswer, { kind: "over" }>, approved: boolean, found: FoundPerson): string {
  switch (answer.kind) {
    case "recorded": {
      const { status, remaining } = answer.result;
      const done = approved ? words.done.approved : words.done.rejected;
      return `${done} ${status === "pending" ? words.done.waits(remaining) : words.done.settled}`;
    }
    case "unknown":
      return slackWords.unknown;
    case "not-allowed":
      return strangerText(found);
    case "refused":
      return `${words.problem.other} ${answer.detail}`;
    case "already-answered":
      return words.problem["already-answered"];
    case "values-invalid":
      return slackWords.onPage;
    default:
      return answer satisfies never;
  }
}

/** Such as "Approved by ana@example.com, 2026-11-22 01:04 UTC." */
export function tellOutcome(view: OverLink): string {
  return outcomeContent(outcomeNotice(view)).what;
}

export function outcomeNotice(view: OverLink): OutcomeNotice {
  const {
    kind: _over,
    recipient: _reader,
    createdAt: _since,
    minApprovals: _wanted,
    answered: _own,
    ...outcome
  } = view;
  return { ...outcome, audience: "approver" };
}

function credentialOf(person: SlackPerson) {
  return { by: "chat", channel: "slack", person } as const;
}

function strangerText(found: FoundPerson): string {
  return found.kind === "id-only" ? slackWords.unproved : slackWords.stranger;
}

function refused(text: string): Standing {
  return { kind: "refused", text };
}
