/** Reads what the page's form submits. */
import { typedText } from "../html/visible-text.ts";
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

const VALUE_PREFIX = "values.";

/** Of boxes ticked in a list: every entry counts, one line for each. */
const ITEM_PREFIX = "items.";

/** @param entries - of a form, urlencoded or multipart; of several entries with one name the last counts */
export function parseAnswerForm(entries: Iterable<readonly [string, unknown]>): AnswerForm {
  const texts = new Map<string, string>();
  const said = new Set<unknown>();
  for (const [name, value] of entries) {
    if (name === "approved") said.add(value);
    if (typeof value !== "string") continue;
    if (name.startsWith(ITEM_PREFIX)) addLine(texts, `${VALUE_PREFIX}${name.slice(ITEM_PREFIX.length)}`, value);
    else texts.set(name, typedText(value));
  }
  return {
    approved: said.size === 1 ? parseApproved(texts.get("approved")) : null,
    typed: {
      feedback: texts.get("feedback") ?? "",
      reason: texts.get("reason") ?? "",
      approver: texts.get("approver") ?? "",
      values: Object.fromEntries(valueTexts(texts)),
    },
    confirmed: texts.get("confirmed") ?? null,
    isGoingOn: texts.get("go-on") === "editing",
  };
}

function addLine(texts: Map<string, string>, name: string, line: string): void {
  const before = texts.get(name) ?? "";
  texts.set(name, before === "" ? typedText(line) : `${before}\n${typedText(line)}`);
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
