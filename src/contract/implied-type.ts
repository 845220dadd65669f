/** What a JSON Schema is meant for that names no type: by the standard it would check nothing of any other. Pure. */
import type { JsonObject } from "../kernel/json.ts";

const MEANT_FOR: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ["object", ["properties", "required", "additionalProperties"]],
  ["array", ["items", "minItems", "maxItems", "uniqueItems"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
  ["string", ["minLength", "maxLength", "pattern", "format"]],
];

/** The type that a schema without one is meant for; `null` where nothing tells. */
export function impliedType(schema: JsonObject): string | null {
  return MEANT_FOR.find(([, keywords]) => keywords.some((keyword) => Object.hasOwn(schema, keyword)))?.[0] ?? null;
}
