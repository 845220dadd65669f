/** Reads from a JSON Schema which fields a form has: the one reading that both the page and the parser go by. */
import type { Json, JsonObject } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json.ts";

export type FormField = TextField | NumberField | BooleanField | ChoiceField | JsonField;

interface FieldFacts {
  /** The name in the schema; `values.NAME` in the form. */
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly required: boolean;
  /** The schema's `default`, of whatever type. */
  readonly fallback: Json | undefined;
}

export interface TextField extends FieldFacts {
  readonly kind: "text";
  readonly input: "text" | "email" | "url" | "date" | "time" | "date-time" | "multiline";
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly pattern: string | null;
}

export interface NumberField extends FieldFacts {
  readonly kind: "number";
  readonly integer: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly step: number | null;
}

export interface BooleanField extends FieldFacts {
  readonly kind: "boolean";
  /** `const: true`: it must be ticked, as in "I have read the contract". */
  readonly mustBeTrue: boolean;
}

export interface ChoiceField extends FieldFacts {
  readonly kind: "choice";
  readonly choices: readonly Choice[];
}

export interface Choice {
  /** What the form submits. */
  readonly text: string;
  readonly value: Json;
  readonly title: string;
}

/** Objects and lists: filled in as JSON. */
export interface JsonField extends FieldFacts {
  readonly kind: "json";
}

/** The fields in the schema's order; none where the schema does not describe an object. */
export function formFields(form: Json): FormField[] {
  if (!isJsonObject(form) || !isJsonObject(form["properties"])) return [];
  const required = Array.isArray(form["required"]) ? form["required"] : [];
  return Object.entries(form["properties"])
    .filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]))
    .map(([name, schema]) => formField(name, schema, required.includes(name)));
}

function formField(name: string, schema: JsonObject, required: boolean): FormField {
  const facts = {
    name,
    title: textOf(schema["title"]),
    description: textOf(schema["description"]),
    required,
    fallback: schema["default"],
  };
  const choices = choicesOf(schema);
  if (choices.length > 0) return { ...facts, kind: "choice", choices };
  switch (typeOf(schema)) {
    case "boolean":
      return { ...facts, kind: "boolean", mustBeTrue: schema["const"] === true };
    case "integer":
      return { ...facts, kind: "number", integer: true, ...limitsOf(schema, 1) };
    case "number":
      return { ...facts, kind: "number", integer: false, ...limitsOf(schema, 0) };
    case "object":
    case "array":
      return { ...facts, kind: "json" };
    default:
      return { ...facts, kind: "text", ...textLimitsOf(schema) };
  }
}

/** The first type that is not `null`: an optional field is left empty instead. */
function typeOf(schema: JsonObject): string {
  const types = Array.isArray(schema["type"]) ? schema["type"] : [schema["type"] ?? null];
  return types.find((type): type is string => typeof type === "string" && type !== "null") ?? impliedType(schema);
}

function impliedType(schema: JsonObject): string {
  if (typeof schema["const"] === "boolean") return "boolean";
  if (isJsonObject(schema["properties"])) return "object";
  return schema["items"] === undefined ? "string" : "array";
}

function choicesOf(schema: JsonObject): Choice[] {
  if (Array.isArray(schema["enum"])) return schema["enum"].flatMap((value) => choice(value, null));
  const variants = schema["oneOf"] ?? schema["anyOf"];
  if (!Array.isArray(variants)) return [];
  const named = variants.filter((variant) => isJsonObject(variant)).filter((variant) => variant["const"] !== undefined);
  return named.length === variants.length
    ? named.flatMap((variant) => choice(variant["const"] ?? null, textOf(variant["title"])))
    : [];
}

/** `null` is no choice of its own: it is chosen by choosing nothing. */
function choice(value: Json, title: string | null): Choice[] {
  if (value === null) return [];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return [{ text, value, title: title ?? text }];
}

/** @param gap - what an exclusive limit is off by: 1 for integers; for other numbers the server alone can tell */
function limitsOf(schema: JsonObject, gap: number): Pick<NumberField, "minimum" | "maximum" | "step"> {
  const above = numberOf(schema["exclusiveMinimum"]);
  const below = numberOf(schema["exclusiveMaximum"]);
  return {
    minimum: numberOf(schema["minimum"]) ?? (above === null ? null : above + gap),
    maximum: numberOf(schema["maximum"]) ?? (below === null ? null : below - gap),
    step: numberOf(schema["multipleOf"]),
  };
}

/** Longer texts than this are written on several lines. */
const LONG_TEXT = 200;

const INPUTS: Readonly<Record<string, TextField["input"]>> = {
  email: "email",
  uri: "url",
  url: "url",
  date: "date",
  time: "time",
  "date-time": "date-time",
  textarea: "multiline",
  multiline: "multiline",
  "multi-line": "multiline",
};

function textLimitsOf(schema: JsonObject): Pick<TextField, "input" | "minLength" | "maxLength" | "pattern"> {
  const maxLength = numberOf(schema["maxLength"]);
  const format = textOf(schema["format"]) ?? "";
  const multiline = schema["x-multiline"] === true || (maxLength !== null && maxLength > LONG_TEXT);
  const input = Object.hasOwn(INPUTS, format) ? INPUTS[format] : undefined;
  return {
    input: input ?? (multiline ? "multiline" : "text"),
    minLength: numberOf(schema["minLength"]),
    maxLength,
    pattern: textOf(schema["pattern"]),
  };
}

function textOf(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === "number" ? value : null;
}
