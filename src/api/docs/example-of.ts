/** An example of what a JSON Schema takes: what it must have, and nothing else. */
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { refOf } from "./schema-type.ts";

/** Shapes that hold themselves end here. */
const MAX_DEPTH = 4;

/** @param shapes - the document's named shapes */
export function exampleOf(schema: Json | undefined, shapes: JsonObject, depth = 0): Json {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return null;
  const ref = refOf(schema);
  if (ref !== null) return exampleOf(shapes[ref], shapes, depth + 1);
  const given = schema["example"] ?? schema["default"] ?? schema["const"];
  if (given !== undefined) return given;
  if (Array.isArray(schema["enum"])) return schema["enum"][0] ?? null;
  const variants = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(variants)) return exampleOf(variants[0], shapes, depth + 1);
  if (isJsonObject(schema["properties"])) return exampleObject(schema, shapes, depth);
  return plainExample(schema, shapes, depth);
}

function exampleObject(schema: JsonObject, shapes: JsonObject, depth: number): JsonObject {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const properties = Object.entries(isJsonObject(schema["properties"]) ? schema["properties"] : {});
  const needed = properties.filter(([name]) => required.includes(name));
  return Object.fromEntries(needed.map(([name, property]) => [name, exampleOf(property, shapes, depth + 1)]));
}

function plainExample(schema: JsonObject, shapes: JsonObject, depth: number): Json {
  const type = Array.isArray(schema["type"]) ? schema["type"][0] : schema["type"];
  switch (type) {
    case "string":
      return schema["format"] === "date-time" ? "2027-01-31T12:00:00Z" : "…";
    case "integer":
    case "number":
      return typeof schema["minimum"] === "number" ? schema["minimum"] : 1;
    case "boolean":
      return true;
    case "array":
      return [exampleOf(schema["items"], shapes, depth + 1)];
    default:
      return {};
  }
}
