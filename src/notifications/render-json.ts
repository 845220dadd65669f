/** JSON on indented lines, written only as far as it will be shown: neither size nor depth of the data costs more. */
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { cutText, headOf, type CutText } from "./cut-text.ts";

const MAX_DEPTH = 24;
const TOO_DEEP = '"…"';

/** The text in at most `limit` UTF-16 units; what lies deeper than 24 levels is left out. */
export function renderJson(value: Json, limit: number): CutText {
  let text = "";
  let shallow = false;
  for (const chunk of chunksOf(value, limit, 0)) {
    text += chunk;
    shallow ||= chunk === TOO_DEEP;
    if (text.length > limit) break;
  }
  const shown = cutText(text, limit);
  return { text: shown.text, cut: shown.cut || shallow };
}

function* chunksOf(value: Json, limit: number, depth: number): Generator<string> {
  if (typeof value === "string") yield JSON.stringify(headOf(value, limit + 1));
  else if (typeof value !== "object" || value === null) yield String(value);
  else if (depth === MAX_DEPTH) yield TOO_DEEP;
  else if (isJsonObject(value)) yield* objectChunks(value, limit, depth);
  else yield* arrayChunks(value, limit, depth);
}

function* objectChunks(value: JsonObject, limit: number, depth: number): Generator<string> {
  const keys = Object.keys(value);
  if (keys.length === 0) return yield "{}";
  for (const [index, key] of keys.entries()) {
    yield index === 0 ? "{\n" : ",\n";
    yield `${indent(depth + 1)}${JSON.stringify(headOf(key, limit + 1))}: `;
    yield* chunksOf(value[key] ?? null, limit, depth + 1);
  }
  yield `\n${indent(depth)}}`;
}

function* arrayChunks(value: readonly Json[], limit: number, depth: number): Generator<string> {
  if (value.length === 0) return yield "[]";
  for (const [index, element] of value.entries()) {
    yield (index === 0 ? "[\n" : ",\n") + indent(depth + 1);
    yield* chunksOf(element, limit, depth + 1);
  }
  yield `\n${indent(depth)}]`;
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}
