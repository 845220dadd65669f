/** What a JSON Schema of the OpenAPI document takes, in a few words: text, and references to named shapes. */
import { words } from "../../html/words/words.ts";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";

const REF = "#/components/schemas/";

/** Pieces of a line; a reference stands for a shape of its own. */
export type TypePart = string | { readonly ref: string };

export function typeParts(schema: Json | undefined): readonly TypePart[] {
  if (!isJsonObject(schema)) return [words.api.anything];
  const ref = refOf(schema);
  if (ref !== null) return [{ ref }];
  const variants = schema["anyOf"] ?? schema["oneOf"] ?? schema["allOf"];
  if (Array.isArray(variants)) return joined(variants.map(typeParts), " | ");
  if (Array.isArray(schema["enum"])) return [schema["enum"].map((value) => JSON.stringify(value)).join(" | ")];
  if (schema["const"] !== undefined) return [JSON.stringify(schema["const"])];
  const { items } = schema;
  if (items !== undefined) return around(typeParts(items), words.api.listOf);
  const rest = schema["additionalProperties"];
  if (schema["properties"] === undefined && isJsonObject(rest)) return around(typeParts(rest), words.api.mapOf);
  return [plainType(schema)];
}

/** The named shape that a schema refers to, or `null`. */
export function refOf(schema: JsonObject): string | null {
  const ref = schema["$ref"];
  return typeof ref === "string" && ref.startsWith(REF) ? ref.slice(REF.length) : null;
}

function plainType({ type, format }: JsonObject): string {
  const names = (Array.isArray(type) ? type : [type ?? words.api.anything]).map(String).join(" | ");
  return typeof format === "string" ? `${names} (${format})` : names;
}

function around(inner: readonly TypePart[], say: (type: string) => string): readonly TypePart[] {
  const [before = "", after = ""] = say("\u0000").split("\u0000");
  return [before, ...inner, after].filter((part) => part !== "");
}

function joined(all: readonly (readonly TypePart[])[], between: string): readonly TypePart[] {
  return all.flatMap((parts, index) => (index === 0 ? parts : [between, ...parts]));
}
