/** Turns what the page's form submitted into the body that a decision is made of. */
import type { Json, JsonObject } from "../../kernel/json.ts";
import { parseFormValues } from "../../html/form/parse-form-values.ts";
import type { AnswerForm } from "./parse-answer-form.ts";

/** What the contract's `DecisionBody` is to check; what was left empty is absent. */
export interface FormDecision {
  readonly approved: boolean | null;
  readonly feedback?: string;
  readonly reason?: string;
  readonly approver?: string;
  readonly values?: JsonObject;
}

/** Who rejects need not fill in the author's fields, so a rejection carries no values. */
export function formDecision({ approved, typed }: AnswerForm, form: Json): FormDecision {
  const values = approved === true ? parseFormValues(form, typed.values) : {};
  return {
    approved,
    ...given("feedback", typed.feedback),
    ...given("reason", typed.reason),
    ...given("approver", typed.approver.trim()),
    ...(Object.keys(values).length > 0 ? { values } : {}),
  };
}

function given(name: "feedback" | "reason" | "approver", text: string): Partial<FormDecision> {
  return text.trim() === "" ? {} : { [name]: text };
}
