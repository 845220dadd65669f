/** JSON that options carry: as it is, in a file as `@FILE`, or on standard input as `-`. */
import { readFileSync } from "node:fs";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { UsageError } from "./usage-error.ts";

export function readOption(option: string, text: string): string {
  if (text !== "-" && !text.startsWith("@")) return text;
  try {
    return readFileSync(text === "-" ? 0 : text.slice(1), "utf8");
  } catch {
    throw new UsageError(`${option} ${text}: the file cannot be read`);
  }
}

export function parseObject(option: string, text: string): JsonObject {
  const value = parseJsonText(option, text);
  if (isJsonObject(value)) return value;
  throw new UsageError(`${option}: a JSON object is wanted, as in '{"topic":"cats"}'`);
}

export function parseJsonText(option: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new UsageError(`${option}: ${text} is no JSON; a text needs quotes of its own, as in '"like this"'`);
  }
}

export function collect(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}
