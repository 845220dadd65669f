/** Which of the texts in a lost answer somebody wrote by hand. */
import { labelOf } from "../html/label-of.ts";
import { words } from "../html/words/words.ts";
import type { TypedAnswer } from "./attempt.ts";

export type KeptEntry = readonly [label: string, text: string];

/** Ticked boxes and chosen names are no loss. */
export function keptTexts(typed: TypedAnswer): KeptEntry[] {
  const all: KeptEntry[] = [
    [words.answer.feedback, typed.feedback],
    [words.answer.reason, typed.reason],
    ...Object.entries(typed.values).map(([name, text]): KeptEntry => [labelOf(name), text]),
  ];
  return all.filter(([, text]) => text.trim() !== "" && text !== "true" && text !== "false");
}
