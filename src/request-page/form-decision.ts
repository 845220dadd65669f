/** Turns what the page's form submitted into the body that a decision is made of. */
import type { Json, JsonObject } from "../kernel/json.ts";
import { proposalOf } from "../approvals/edit-form.ts";
import type { LinkView } from "../contract/link-view.ts";
import { parseEdits } from "../html/form/parse-edits.ts";
import { type FormTexts, parseFormValues } from "../html/form/parse-form-values.ts";
import type { AnswerForm } from "./parse-answer-form.ts";

/** What the contract's `DecisionBody` is to check; what was left empty is absent. */
export interface FormDecision {
  readonly approved: boolean | null;
  readonly feedback?: string;
  readonly reason?: string;
  readonly approver?: string;
  readonly values?: JsonObject;
}

export interface AskedFor {
  readonly form: Json;
  /** What the fields showed at first, where that may be changed; `null` where nothing may be. */
  readonly proposal: JsonObject | null;
}

export function askedFor(view: LinkView): AskedFor {
  if (view.kind !== "open") return { form: null, proposal: null };
  return { form: view.form, proposal: view.editable ? proposalOf(view.data) : null };
}

/** Who rejects need not fill in the author's fields, so a rejection carries no values. */
export function formDecision(
  { approved, typed }: Pick<AnswerForm, "approved" | "typed">,
  { form, proposal }: AskedFor,
): FormDecision {
  const values = approved === true ? readValues({ form, proposal }, typed.values) : {};
  return {
    approved,
    ...given("feedback", typed.feedback),
    ...given("reason", typed.reason),
    ...given("approver", typed.approver.trim()),
    ...(Object.keys(values).length > 0 ? { values } : {}),
  };
}

function readValues({ form, proposal }: AskedFor, texts: FormTexts): JsonObject {
  return proposal === null ? parseFormValues(form, texts) : parseEdits(form, proposal, texts);
}

function given(name: "feedback" | "reason" | "approver", text: string): Partial<FormDecision> {
  return text.trim() === "" ? {} : { [name]: text };
}
