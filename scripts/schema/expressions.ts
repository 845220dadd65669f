/** Where an expression may stand in place of a value. */
import type { Schema, SchemaObject } from "./json-schema.ts";
import { ref } from "./json-schema.ts";

/** A text that holds an expression somewhere: its value is known only when the run comes to it. */
export const expression: SchemaObject = {
  type: "string",
  pattern: String.raw`^\$env\.|(^|[^$])\$\{`,
  description: "`${…}`: an expression, evaluated when the run comes here. `$env.NAME` means `${env.NAME}`.",
  examples: ["${input.topic}", "${draft.output}", "${env.ADMIN_EMAIL}", "$env.ADMIN_EMAIL"],
};

/** A text that is one expression and nothing else. */
export const oneExpression: SchemaObject = {
  type: "string",
  pattern: String.raw`^\s*(\$\{[\s\S]*\}|\$env\.[A-Za-z_]\w*)\s*$`,
};

/** The value, or an expression that comes to it; what is said of the value is said of both. */
export function orExpression(schema: Schema): Schema {
  if (typeof schema === "boolean" || isAnyText(schema) || isAnything(schema)) return schema;
  const { description, default: fallback, examples, ...rest } = schema;
  return {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(examples === undefined ? {} : { examples }),
    anyOf: [expressionsInside(rest), ref("expression")],
  };
}

/** The same for what the value contains. */
function expressionsInside(schema: SchemaObject): SchemaObject {
  const { items, additionalProperties, anyOf } = schema;
  return {
    ...schema,
    ...(isSchema(items) ? { items: orExpression(items) } : {}),
    ...(isSchema(additionalProperties) ? { additionalProperties: orExpression(additionalProperties) } : {}),
    ...(Array.isArray(anyOf) ? { anyOf: schemasOf(anyOf).map(expressionsInside) } : {}),
  };
}

function isAnyText(schema: SchemaObject): boolean {
  return schema["type"] === "string" && ["enum", "const", "pattern", "format"].every((keyword) => !(keyword in schema));
}

function isAnything(schema: SchemaObject): boolean {
  return Object.keys(schema).every((keyword) => keyword === "description" || keyword === "examples");
}

function schemasOf(list: readonly unknown[]): readonly SchemaObject[] {
  return list.filter(isSchema);
}

function isSchema(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
