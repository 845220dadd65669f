/** What somebody in a chat may see and decide of an approval, and what they are told of it. */
import type { GivenAnswer } from "../approvals/decide.ts";
import type { ApprovalPort, ChatCredential, DecideAnswer } from "../approvals/port.ts";
import type { OpenLink, OverLink } from "../contract/link-view.ts";
import { words } from "../html/words/words.ts";
import { chatWords } from "./chat-words.ts";

/** A person as their chat proves them, with what only that chat can put into words. */
export interface ChatAnswerer {
  readonly credential: ChatCredential;
  readonly says: {
    /** Where they are not among the approvers. */
    readonly stranger: string;
    /** Where they have to answer on the page. */
    readonly onPage: string;
  };
}

/** What stands before somebody who wants to answer: the open request, its end, or why they cannot. */
export type Standing =
  | { readonly kind: "open"; readonly view: OpenLink; readonly owner: ApprovalPort }
  | { readonly kind: "over"; readonly view: OverLink }
  | { readonly kind: "refused"; readonly text: string };

/** @param owner - `null` where no approval can have the id that came */
export async function standingOf(owner: ApprovalPort | null, answerer: ChatAnswerer): Promise<Standing> {
  if (owner === null) return refused(chatWords.unknown);
  const view = await owner.inspectAs(answerer.credential);
  switch (view.kind) {
    case "unknown":
      return refused(chatWords.unknown);
    case "over":
      return { kind: "over", view };
    case "not-allowed":
      return refused(answerer.says.stranger);
    case "open":
      return view.answered === null ? { kind: "open", view, owner } : refused(words.problem["already-answered"]);
    default:
      return view satisfies never;
  }
}

export function decideAs(owner: ApprovalPort, { credential }: ChatAnswerer, given: GivenAnswer): Promise<DecideAnswer> {
  return owner.decide({ ...credential, given, claimed: null });
}

/** What somebody is told of their own answer, where it was not that the request is over. */
export function tellOf(
  answer: Exclude<DecideAnswer, { kind: "over" }>,
  { approved }: GivenAnswer,
  { says }: ChatAnswerer,
): string {
  switch (answer.kind) {
    case "recorded": {
      const { status, remaining } = answer.result;
      const done = approved ? words.done.approved : words.done.rejected;
      return `${done} ${status === "pending" ? words.done.waits(remaining) : words.done.settled}`;
    }
    case "unknown":
      return chatWords.unknown;
    case "not-allowed":
      return says.stranger;
    case "already-answered":
      return words.problem["already-answered"];
    case "refused":
      return words.problem[answer.code];
    case "values-invalid":
      return says.onPage;
    default:
      return answer satisfies never;
  }
}

function refused(text: string): Standing {
  return { kind: "refused", text };
}
