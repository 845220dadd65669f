/** Turns the texts that a form submits into values of the types its schema names. Whether they fit is not judged here. */
import type { Json, JsonObject } from "../../kernel/json.ts";
import { unifyLineBreaks } from "../visible-text.ts";
import { type Choice, formFields, type FormField } from "./form-field.ts";

/** Texts by field name, without the prefix `values.`; of boxes ticked in a list, one line for each. */
export type FormTexts = Readonly<Record<string, string>>;

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A text that is not of its field's type stays a text, and an unknown field stays too: the validator then names it.
 * An empty field is absent, since a form cannot tell "empty" from "not filled in".
 */
export function parseFormValues(form: Json, texts: FormTexts): JsonObject {
  const fields = new Map(formFields(form).map((field) => [field.name, field]));
  const values = Object.entries(texts).flatMap(([name, text]): [string, Json][] => {
    const value = parseValue(fields.get(name), unifyLineBreaks(text));
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(values);
}

function parseValue(field: FormField | undefined, text: string): Json | undefined {
  if (field?.kind === "boolean") return parseBoolean(text);
  if (text.trim() === "" && field !== undefined && mayBeEmpty(field)) return field.kind === "text" ? text : [];
  if (text === "") return undefined;
  switch (field?.kind) {
    case undefined:
    case "text":
      return text;
    case "number":
      return parseNumber(text);
    case "choice":
      return parseChoice(field.choices, text);
    case "ticks":
      return linesOf(text).map((line) => parseChoice(field.choices, line));
    case "lines":
      return linesOf(text).map((line) => (field.entries === "number" ? parseNumber(line) : line));
    case "json":
      return parseJsonText(text);
    default:
      return field satisfies never;
  }
}

/** A required text that may be empty, or a list that need not be there to be a list: empty is an answer there. */
function mayBeEmpty(field: FormField): boolean {
  switch (field.kind) {
    case "text":
      return field.required && field.mayBeEmpty;
    case "ticks":
    case "lines":
      return field.required;
    default:
      return false;
  }
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function parseChoice(choices: readonly Choice[], text: string): Json {
  return choices.find((choice) => choice.text === text)?.value ?? text;
}

/** A ticked box says `true` (or `on`, where the page is not ours); the hidden field before it says `false`. */
function parseBoolean(text: string): Json | undefined {
  switch (text) {
    case "true":
    case "on":
      return true;
    case "false":
      return false;
    case "":
      return undefined;
    default:
      return text;
  }
}

function parseNumber(text: string): Json {
  const trimmed = text.trim();
  const value = DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : text;
}

function parseJsonText(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}
