/** The types of input fields, and whether a value is of one. */
import { canonicalJson, isJsonObject } from "../kernel/json.ts";
import type { Json } from "../kernel/json.ts";
import type { FieldType, InputField } from "./plan.ts";

export const FIELD_TYPES = [
  "string",
  "number",
  "integer",
  "boolean",
  "object",
  "array",
  "any",
] as const satisfies readonly FieldType[];

const WORDS: Readonly<Record<FieldType, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  any: "anything",
};

/** What does not fit, as the end of a sentence such as "must be a number"; `null` where the value fits. */
export function misfit(field: InputField, value: Json): string | null {
  if (!isOfType(field.type, value)) return `must be ${WORDS[field.type]}`;
  const { enum: choices } = field;
  if (choices === undefined) return null;
  const text = canonicalJson(value);
  const isChoice = choices.some((choice) => canonicalJson(choice) === text);
  return isChoice ? null : `must be one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`;
}

export function isFieldType(text: string): text is FieldType {
  return (FIELD_TYPES as readonly string[]).includes(text);
}

function isOfType(type: FieldType, value: Json): boolean {
  switch (type) {
    case "any":
      return true;
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return isJsonObject(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
    default:
      return type satisfies never;
  }
}
