/** JSON Schema (draft 7, which all editors know), as far as the language's schema needs it. */
import type { Json } from "../../src/kernel/json.ts";

/** `false` where nothing may stand. */
export type Schema = boolean | SchemaObject;

export interface SchemaObject {
  readonly [keyword: string]: Json | Schema | readonly Schema[] | readonly Json[] | { readonly [name: string]: Schema };
}

/** An object of exactly these members. */
export function closedObject(
  properties: Readonly<Record<string, Schema>>,
  more: SchemaObject & { readonly description: string },
): SchemaObject {
  return { type: "object", ...more, properties, additionalProperties: false };
}

export function ref(name: string): SchemaObject {
  return { $ref: `#/definitions/${name}` };
}
