/** Which of the texts in a form that was sent in vain somebody wrote by hand. */
import { labelOf } from "../html/label-of.ts";
import { words } from "../html/words/words.ts";
import { formTexts } from "../html/form/form-texts.ts";
import type { FormTexts } from "../html/form/parse-form-values.ts";
import type { FormEntries } from "../http/read-form.ts";
import type { TypedAnswer } from "./attempt.ts";
import { parseAnswerForm } from "./parse-answer-form.ts";

export type KeptEntry = readonly [label: string, text: string];

/** Ticked boxes and chosen names are no loss. */
export function keptTexts(typed: TypedAnswer): KeptEntry[] {
  const all: KeptEntry[] = [
    [words.answer.feedback, typed.feedback],
    [words.answer.reason, typed.reason],
    ...valueEntries(typed.values),
  ];
  return all.filter(isWritten);
}

/** Of the fields that a JSON Schema describes. */
export function valueEntries(texts: FormTexts): KeptEntry[] {
  return Object.entries(texts)
    .map(([name, text]): KeptEntry => [labelOf(name), text])
    .filter(isWritten);
}

/** Of any form of a page: never a key, or what the page itself had put in. */
export function sentTexts(entries: FormEntries): KeptEntry[] {
  const to: KeptEntry = [words.passOn.to, formTexts(entries).get("to") ?? ""];
  return [...keptTexts(parseAnswerForm(entries).typed), to].filter(isWritten);
}

function isWritten([, text]: KeptEntry): boolean {
  return text.trim() !== "" && text !== "true" && text !== "false";
}
