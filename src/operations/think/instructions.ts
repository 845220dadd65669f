/** The instructions before the prompt; a schema is told in them, since most servers know of JSON but not of schemas. */
import type { AnswerSchema } from "./read-answer.ts";

export function instructionsFor(system: string | undefined, schema: AnswerSchema | undefined): string | undefined {
  if (schema === undefined) return system;
  const wanted = `Answer with one JSON value that fits this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`;
  return system === undefined ? wanted : `${system}\n\n${wanted}`;
}

/** Whether the server's JSON mode, in which every answer is an object, allows what the schema asks for. */
export function wantsObject(schema: AnswerSchema | undefined): boolean {
  if (schema === undefined) return false;
  const { type } = schema;
  return type === "object" || (type === undefined && "properties" in schema);
}
