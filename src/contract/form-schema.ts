/** The checker of the answers to a form, made from the form's JSON Schema. Pure. */
import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { LONGEST_MATCHED, patternsApart } from "./form-patterns.ts";
import { impliedType } from "./implied-type.ts";

const FORM_WANTED = "A form is a JSON Schema with `type: object` and `properties`.";

/** What a value without a type of its own may be. */
const ANY_TYPE = ["object", "array", "string", "number", "boolean", "null"];

/** Keywords that say what a value is without a type. */
const SAY_ENOUGH = ["type", "enum", "const", "$ref", "anyOf", "oneOf", "allOf", "not"];

const INNER_SCHEMAS = ["items", "additionalProperties"];
const INNER_MAPS = ["properties", "$defs", "definitions"];
const INNER_LISTS = ["anyOf", "oneOf", "allOf", "prefixItems"];

/** Throws where the form is no usable JSON Schema of an object. */
export function formSchema(form: Json): z.ZodType {
  if (!isJsonObject(form) || (form["type"] ?? "object") !== "object") throw new TypeError(FORM_WANTED);
  const root = { additionalProperties: false, ...form, type: "object" };
  return checkerOf(meant(root, root));
}

/** Throws also where the author can only have meant something else: an open request of before goes on without. */
export function requireForm(form: Json): void {
  const checker = formSchema(form);
  if (!isJsonObject(form)) return;
  if (form["$ref"] !== undefined) throw new TypeError("A form itself is no `$ref`; write its `properties`.");
  if (form["properties"] === undefined && form["type"] === undefined) throw new TypeError(FORM_WANTED);
  requireNamed(form, "the form");
  // A schema that refers to itself without end is found out by using it.
  checker.safeParse({});
}

/** What is said to be required has to be there to be asked for. */
function requireNamed(schema: JsonObject, name: string): void {
  const { properties = {}, required = [] } = schema;
  if (!isJsonObject(properties) || !Object.values(properties).every(isSchema)) {
    throw new TypeError(`\`properties\` of ${name} must be a mapping of schemas.`);
  }
  if (!Array.isArray(required)) {
    throw new TypeError(`\`required\` of ${name} must be a list of names, beside \`properties\`.`);
  }
  const missing = required.find((one) => typeof one !== "string" || !Object.hasOwn(properties, one));
  if (missing !== undefined) {
    throw new TypeError(`\`required\` of ${name} names ${JSON.stringify(missing)}, which is not in \`properties\`.`);
  }
  for (const [field, inner] of Object.entries(properties)) {
    if (isJsonObject(inner)) requireNamed(inner, JSON.stringify(field));
  }
}

function isSchema(schema: Json): boolean {
  return isJsonObject(schema) || typeof schema === "boolean";
}

/** The schema as its author means it: each value has a type, and a default that does not fit is none. */
function meant(schema: JsonObject, root: JsonObject): JsonObject {
  const inner = (one: Json | undefined): Json => (isJsonObject(one) ? meant(one, root) : (one ?? null));
  const whole = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]): [string, Json] => {
      if (INNER_SCHEMAS.includes(keyword)) return [keyword, inner(value)];
      if (INNER_LISTS.includes(keyword) && Array.isArray(value)) return [keyword, value.map(inner)];
      if (INNER_MAPS.includes(keyword) && isJsonObject(value)) return [keyword, mapped(value, inner)];
      return [keyword, value];
    }),
  );
  const typed = SAY_ENOUGH.some((keyword) => Object.hasOwn(whole, keyword))
    ? whole
    : { ...whole, type: impliedType(whole) ?? ANY_TYPE };
  return withoutMisfit(typed, root);
}

function mapped(schemas: JsonObject, change: (schema: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]));
}

function withoutMisfit(schema: JsonObject, root: JsonObject): JsonObject {
  const { default: fallback, ...rest } = schema;
  if (fallback === undefined) return schema;
  const { $defs = {}, definitions = {} } = root;
  return checkerOf({ ...rest, $defs, definitions }).safeParse(fallback).success ? schema : rest;
}

/** Both are asked, since zod leaves out further checks where a format is wrong: every mistake is named at once. */
function checkerOf(schema: JsonObject): z.ZodType {
  const { rest, findMisfits } = patternsApart(schema);
  const checker = z.fromJSONSchema(rest);
  return z.unknown().transform((value, context) => {
    const { data, error } = checker.safeParse(value, { reportInput: true });
    for (const issue of error?.issues ?? []) context.addIssue({ ...issue });
    for (const { path, pattern, input } of findMisfits(value)) {
      const place = { origin: "string", path: [...path], input };
      if (pattern === null) context.addIssue({ ...place, code: "too_big", maximum: LONGEST_MATCHED, inclusive: true });
      else context.addIssue({ ...place, code: "invalid_format", format: "regex", pattern });
    }
    return data;
  });
}
