/** Reads from a JSON Schema which fields a form has: the one reading that both the page and the parser go by. */
import { impliedType } from "../../contract/implied-type.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json.ts";

export type FormField = TextField | NumberField | BooleanField | ChoiceField | TicksField | LinesField | JsonField;

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
  /** Required, and yet an empty text will do: `minLength: 0`. */
  readonly mayBeEmpty: boolean;
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

interface ListFacts {
  readonly minItems: number | null;
  readonly maxItems: number | null;
}

/** A list of given values: one box to tick for each. */
export interface TicksField extends FieldFacts, ListFacts {
  readonly kind: "ticks";
  readonly choices: readonly Choice[];
}

/** A list of texts or numbers: one on each line. */
export interface LinesField extends FieldFacts, ListFacts {
  readonly kind: "lines";
  readonly entries: "text" | "number";
}

/** Objects and other lists: filled in as JSON. */
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
    case "array":
      return listField(facts, schema);
    case "object":
      return { ...facts, kind: "json" };
    default:
      return { ...facts, kind: "text", ...textLimitsOf(schema) };
  }
}

function listField(facts: FieldFacts, schema: JsonObject): FormField {
  const { items } = schema;
  if (!isJsonObject(items)) return { ...facts, kind: "json" };
  const limits = { minItems: numberOf(schema["minItems"]), maxItems: numberOf(schema["maxItems"]) };
  const choices = choicesOf(items);
  if (choices.length > 0) return { ...facts, ...limits, kind: "ticks", choices };
  switch (typeOf(items)) {
    case "string":
      return { ...facts, ...limits, kind: "lines", entries: "text" };
    case "number":
    case "integer":
      return { ...facts, ...limits, kind: "lines", entries: "number" };
    default:
      return { ...facts, kind: "json" };
  }
}

/** The first type that is not `null`: an optional field is left empty instead. */
function typeOf(schema: JsonObject): string {
  const types = Array.isArray(schema["type"]) ? schema["type"] : [schema["type"] ?? null];
  return types.find((type): type is string => typeof type === "string" && type !== "null") ?? typeMeant(schema);
}

/** As the checker of answers takes it, but that a text can be typed where anything will do. */
function typeMeant(schema: JsonObject): string {
  if (typeof schema["const"] === "boolean") return "boolean";
  return impliedType(schema) ?? "string";
}

function choicesOf(schema: JsonObject): Choice[] {
  if (Array.isArray(schema["enum"])) return choicesFrom(schema["enum"].map((value) => ({ value, title: null })));
  const variants = schema["oneOf"] ?? schema["anyOf"];
  if (!Array.isArray(variants)) return [];
  const named = variants.filter((variant) => isJsonObject(variant)).filter((variant) => variant["const"] !== undefined);
  if (named.length < variants.length) return [];
  return choicesFrom(named.map((variant) => ({ value: variant["const"] ?? null, title: textOf(variant["title"]) })));
}

/** `null` is no choice of its own: it is chosen by choosing nothing. */
function choicesFrom(all: readonly { readonly value: Json; readonly title: string | null }[]): Choice[] {
  const given = all.filter(({ value }) => value !== null);
  const plain = given.map(({ value }) => plainText(value));
  const areUsable = new Set(plain).size === plain.length && plain.every((text) => text !== "" && isLine(text));
  return given.map(({ value, title }, position) => ({
    text: areUsable ? (plain[position] ?? "") : JSON.stringify(value),
    value,
    title: title ?? plain[position] ?? "",
  }));
}

function plainText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A text that is one entry where entries stand on lines: nothing of it gets lost there. */
export function isLine(text: string): boolean {
  return text === text.trim() && !/[\r\n]/.test(text);
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

function textLimitsOf(schema: JsonObject): Omit<TextField, keyof FieldFacts | "kind"> {
  const maxLength = numberOf(schema["maxLength"]);
  const format = textOf(schema["format"]) ?? "";
  const multiline = schema["x-multiline"] === true || (maxLength !== null && maxLength > LONG_TEXT);
  const input = Object.hasOwn(INPUTS, format) ? INPUTS[format] : undefined;
  return {
    input: input ?? (multiline ? "multiline" : "text"),
    mayBeEmpty: schema["minLength"] === 0,
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
