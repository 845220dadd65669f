/** Reads what a page's form submits, as texts by field. */
import { typedText } from "../visible-text.ts";
import type { FormTexts } from "./parse-form-values.ts";

const VALUE_PREFIX = "values.";

/** Of boxes ticked in a list: every entry counts, one line for each. */
const ITEM_PREFIX = "items.";

/** @param entries - of a form, urlencoded or multipart; of several entries with one name the last counts */
export function formTexts(entries: Iterable<readonly [string, unknown]>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of entries) {
    if (typeof value !== "string") continue;
    if (name.startsWith(ITEM_PREFIX)) addLine(texts, `${VALUE_PREFIX}${name.slice(ITEM_PREFIX.length)}`, value);
    else texts.set(name, typedText(value));
  }
  return texts;
}

/** Those of the fields that a JSON Schema describes, by their own names. */
export function valueTexts(texts: ReadonlyMap<string, string>): FormTexts {
  return Object.fromEntries(
    [...texts]
      .filter(([name]) => name.startsWith(VALUE_PREFIX))
      .map(([name, text]) => [name.slice(VALUE_PREFIX.length), text]),
  );
}

function addLine(texts: Map<string, string>, name: string, line: string): void {
  const before = texts.get(name) ?? "";
  texts.set(name, before === "" ? typedText(line) : `${before}\n${typedText(line)}`);
}
