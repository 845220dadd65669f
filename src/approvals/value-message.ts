/** What is wrong with one value of a form, in a sentence for whoever filled it in. */
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** A longer list of choices, or a longer pattern, would bury the sentence. */
const MAX_QUOTED = 120;

export function valueMessage(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return isMissing(issue) ? FILL_IN : `Must be ${TYPES[issue.expected] ?? issue.expected}.`;
    case "too_small":
      return `Must ${issue.inclusive === false ? "be more than" : bound(issue.origin, "at least")} ${amount(issue.origin, issue.minimum)}.`;
    case "too_big":
      return `Must ${issue.inclusive === false ? "be less than" : bound(issue.origin, "at most")} ${amount(issue.origin, issue.maximum)}.`;
    case "not_multiple_of":
      return `Must be a multiple of ${issue.divisor}.`;
    case "invalid_format":
      return FORMATS[issue.format] ?? patternMessage(issue.pattern);
    case "invalid_value":
      return isMissing(issue) && issue.values[0] !== true ? FILL_IN : choicesMessage(issue.values);
    case "invalid_union":
      return isMissing(issue) ? FILL_IN : unionMessage(issue);
    case "unrecognized_keys":
      return `The form has no field ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}.`;
    default:
      return issue.message;
  }
}

const FILL_IN = "Please fill this in.";

const TYPES: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "empty",
};

const FORMATS: Readonly<Record<string, string>> = {
  date: "Must be a date such as 2026-11-22.",
  datetime: "Must be date and time such as 2026-11-22T14:00:00Z.",
  email: "Must be an e-mail address.",
  url: "Must be an address such as https://example.com.",
};

function isMissing({ input }: Issue): boolean {
  return input === undefined || input === null;
}

function bound(origin: string, words: string): string {
  return origin === "number" || origin === "int" ? `be ${words}` : `have ${words}`;
}

function amount(origin: string, count: number | bigint): string {
  if (origin === "string") return Number(count) === 1 ? "1 character" : `${count} characters`;
  if (origin === "array") return Number(count) === 1 ? "1 entry" : `${count} entries`;
  return String(count);
}

function patternMessage(pattern: string | undefined): string {
  return pattern === undefined || pattern.length > MAX_QUOTED
    ? "Is not written as it should be."
    : `Is not written as it should be: it must match ${pattern}.`;
}

function choicesMessage(values: readonly unknown[]): string {
  const list = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(", ");
  if (values.length === 1 && values[0] === true) return "Must be ticked (true).";
  if (values.length === 1) return `Must be ${list}.`;
  return list.length > MAX_QUOTED ? "Must be one of the choices." : `Must be one of these: ${list}.`;
}

function unionMessage({ errors }: Extract<Issue, { code: "invalid_union" }>): string {
  const choices = errors.flat().map((inner) => (inner.code === "invalid_value" ? inner.values : null));
  return choices.includes(null)
    ? "Is none of what may stand here."
    : choicesMessage(choices.flatMap((one) => one ?? []));
}
