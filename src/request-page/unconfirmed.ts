/** Changes to a proposal that somebody posted and has not been shown yet, or not like this. */
import { checkEdits, editsBetween } from "../approvals/check-edits.ts";
import { proposalOf } from "../approvals/edit-form.ts";
import type { LinkView } from "../contract/link-view.ts";
import type { Change } from "../kernel/changes.ts";
import { sha256Hex } from "../kernel/hash.ts";
import type { TypedAnswer } from "./attempt.ts";
import { askedFor, formDecision } from "./form-decision.ts";
import type { AnswerForm } from "./parse-answer-form.ts";

export interface Unconfirmed {
  readonly typed: TypedAnswer;
  readonly changes: readonly Change[];
  /** Of the values as they would be approved: what comes back with the confirmation. */
  readonly hash: string;
  /** Something was confirmed, but not this. */
  readonly isStale: boolean;
}

/** `null` where there is nothing to confirm: what does not fit, or comes too late, is for the owner to refuse. */
export function unconfirmed(form: AnswerForm, view: LinkView): Unconfirmed | null {
  if (view.kind !== "open" || !view.editable || view.answered !== null || form.approved !== true) return null;
  const proposal = proposalOf(view.data);
  const { values = {} } = formDecision(form, askedFor(view));
  const checked = checkEdits({ form: view.form, proposal }, { approved: true, values });
  if (!checked.ok || checked.values === undefined) return null;
  const changes = editsBetween(proposal, checked.values);
  const hash = sha256Hex(JSON.stringify(checked.values));
  if (changes.length === 0 || form.confirmed === hash) return null;
  return { typed: form.typed, changes, hash, isStale: form.confirmed !== null };
}
