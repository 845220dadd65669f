/** The input that an ensemble declares, as a JSON Schema for programs that fill in forms or call tools. */
import type { JsonObject } from "../kernel/json.ts";
import type { InputField, InputFields } from "./plan.ts";

/** Where no fields are declared, anything goes. */
export function inputSchema(fields: InputFields): JsonObject {
  const entries = Object.entries(fields);
  if (entries.length === 0) return { type: "object" };
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, field]) => [name, fieldSchema(field)])),
    required: entries.filter(([, { required }]) => required === true).map(([name]) => name),
    additionalProperties: false,
  };
}

function fieldSchema({ type, default: fallback, enum: choices, description }: InputField): JsonObject {
  return {
    ...(type === "any" ? {} : { type }),
    ...(description === undefined ? {} : { description }),
    ...(choices === undefined ? {} : { enum: [...choices] }),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}
