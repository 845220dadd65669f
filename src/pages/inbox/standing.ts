/** Whether somebody can answer a request among several, as far as can be told before: its owner has the last word. */
import type { LinkView } from "../../contract/link-view.ts";
import { includesPerson } from "../../kernel/people.ts";
import type { words } from "../../html/words/words.ts";

export type Why = keyof typeof words.several.why;

/** `null` where nothing stands in the way. */
export function whyNot(view: LinkView, approved: boolean): Why | null {
  if (view.kind === "unknown") return "unknown";
  if (view.answered !== null) return "answered";
  if (view.kind === "over") return "over";
  const { recipient, approvers } = view;
  if (recipient === null && approvers.length > 0) return "name";
  if (recipient !== null && approvers.length > 0 && !includesPerson(approvers, recipient)) return "stranger";
  if (view.requireVerified && !view.verified) return "proof";
  if (!approved) return null;
  if (!view.mayApprove) return "requester";
  return view.form !== null || view.editable ? "form" : null;
}
