/** Reads what the page's form submits. */
import { unifyLineBreaks } from "../../html/visible-text.ts";
import type { TypedAnswer } from "./attempt.ts";

export interface AnswerForm {
  /** `null` where the form does not say `true` or `false`, or says both: never a decision. */
  readonly approved: boolean | null;
  readonly typed: TypedAnswer;
}

const VALUE_PREFIX = "values.";

/** @param entries - of a form, urlencoded or multipart; of several entries with one name the last counts */
export function parseAnswerForm(entries: Iterable<readonly [string, unknown]>): AnswerForm {
  const texts = new Map<string, string>();
  const said = new Set<unknown>();
  for (const [name, value] of entries) {
    if (name === "approved") said.add(value);
    if (typeof value === "string") texts.set(name, unifyLineBreaks(value));
  }
  return {
    approved: said.size === 1 ? parseApproved(texts.get("approved")) : null,
    typed: {
      feedback: texts.get("feedback") ?? "",
      reason: texts.get("reason") ?? "",
      approver: texts.get("approver") ?? "",
      values: Object.fromEntries(valueTexts(texts)),
    },
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

function valueTexts(texts: ReadonlyMap<string, string>): [string, string][] {
  return [...texts]
    .filter(([name]) => name.startsWith(VALUE_PREFIX))
    .map(([name, text]) => [name.slice(VALUE_PREFIX.length), text]);
}
