/** A change as it is shown: a short value beside another, or a text line by line. */
import { isJsonObject, type Json } from "../../kernel/json.ts";
import { unifyLineBreaks } from "../visible-text.ts";
import { words } from "../words/words.ts";
import { type DifferenceLine, textDifference } from "./text-difference.ts";

export type ShownChange =
  | { readonly kind: "lines"; readonly lines: readonly DifferenceLine[] }
  /** Two values one below the other; `null`: there is nothing, in words of ours. */
  | { readonly kind: "values"; readonly before: ShownValue; readonly after: ShownValue };

export interface ShownValue {
  readonly text: string;
  /** Whether the text is a word of ours and not the value itself, such as "nothing". */
  readonly isWord: boolean;
}

/** Longer texts are compared inside. */
const SHORT = 60;

export function shownChange(before: Json | undefined, after: Json | undefined): ShownChange {
  const [old, changed] = [comparableText(before), comparableText(after)];
  const lines = old === null || changed === null || !isLong(old, changed) ? null : textDifference(old, changed);
  return lines === null
    ? { kind: "values", before: shownValue(before), after: shownValue(after) }
    : { kind: "lines", lines };
}

function isLong(before: string, after: string): boolean {
  return [before, after].some((text) => text.length > SHORT || text.includes("\n"));
}

/** A list of short values is one line for each; `null` for what has no text to compare. */
function comparableText(value: Json | undefined): string | null {
  if (typeof value === "string") return value === "" ? null : unifyLineBreaks(value);
  if (Array.isArray(value)) return value.length === 0 ? null : listText(value);
  return isJsonObject(value) ? JSON.stringify(value, null, 2) : null;
}

function listText(values: readonly Json[]): string {
  const isSimple = values.every((value) => typeof value === "number" || (typeof value === "string" && value !== ""));
  return isSimple
    ? `${values.map((value) => unifyLineBreaks(String(value))).join("\n")}\n`.trimEnd()
    : JSON.stringify(values, null, 2);
}

function shownValue(value: Json | undefined): ShownValue {
  if (value === undefined || value === null) return { text: words.values.nothing, isWord: true };
  if (value === "") return { text: words.values.emptyText, isWord: true };
  if (typeof value === "boolean") return { text: value ? words.values.yes : words.values.no, isWord: false };
  if (Array.isArray(value) && value.length === 0) return { text: words.values.emptyList, isWord: true };
  return { text: comparableText(value) ?? String(value), isWord: false };
}
