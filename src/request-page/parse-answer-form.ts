/** Reads what the page's form submits. */
import { formTexts, valueTexts } from "../html/form/form-texts.ts";
import type { TypedAnswer } from "./attempt.ts";

export interface AnswerForm {
  /** `null` where the form does not say `true` or `false`, or says both: never a decision. */
  readonly approved: boolean | null;
  readonly typed: TypedAnswer;
  /** Hash of the changes that were shown and confirmed. */
  readonly confirmed: string | null;
  /** Back from the changes that were shown to the form. */
  readonly isGoingOn: boolean;
}

/** @param entries - of a form, urlencoded or multipart; of several entries with one name the last counts */
export function parseAnswerForm(entries: Iterable<readonly [string, unknown]>): AnswerForm {
  const all = [...entries];
  const texts = formTexts(all);
  const said = new Set(all.filter(([name]) => name === "approved").map(([, value]) => value));
  return {
    approved: said.size === 1 ? parseApproved(texts.get("approved")) : null,
    typed: {
      feedback: texts.get("feedback") ?? "",
      reason: texts.get("reason") ?? "",
      approver: texts.get("approver") ?? "",
      values: valueTexts(texts),
    },
    confirmed: texts.get("confirmed") ?? null,
    isGoingOn: texts.get("go-on") === "editing",
  };
}

function parseApproved(text: string | undefined): boolean | null {
  switch (text) {
    case "true":
      return true;
    case "false":
      return false;
    default:
      return null;
  }
}
