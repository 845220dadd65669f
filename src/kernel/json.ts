/** JSON values, and the one canonical text of each, which hashes and comparisons rely on. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses JSON text whose shape the caller wrote itself (a column, a recorded step). */
export function parseJson<T = Json>(text: string): T {
  return JSON.parse(text) as T;
}

/**
 * The text of a value by RFC 8785, so that equal values have equal texts, here and at whoever checks a hash. Half of a
 * surrogate pair, for which the RFC has no text, is escaped as JSON.stringify does: a cut emoji must stop nothing.
 */
export function canonicalJson(value: unknown): string {
  return canonicalText(parseJson(JSON.stringify(value)));
}

/** Whether lists and objects stand inside one another at more levels; found without recursion. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((inner) => (typeof inner === "object" && inner !== null ? Object.values(inner) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** Bytes that a text takes in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

/** Written out member by member: an object's own order puts keys that look like numbers first. */
function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(byKey);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`).join(",")}}`;
}

/** By UTF-16 code units, as the RFC wants it and `<` compares. */
function byKey([a]: readonly [string, Json], [b]: readonly [string, Json]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
