/** What differs between two JSON objects, member by member. */
import { canonicalJson, isJsonObject, type Json, type JsonObject } from "./json.ts";

export interface Change {
  /** Names and positions from the outside in: `["lines", "2", "price"]`. */
  readonly path: readonly string[];
  /** `undefined` where there was nothing. */
  readonly before: Json | undefined;
  /** `undefined` where nothing is left. */
  readonly after: Json | undefined;
}

/** Deeper than this, values are compared as a whole. */
const MAX_DEPTH = 12;

/** A list of another length changes as a whole: positions would tell of entries that nobody touched. */
export function changesBetween(before: JsonObject, after: JsonObject): Change[] {
  return membersChanged(before, after, []);
}

/** The same, told by the outermost members alone. */
export function membersBetween(before: JsonObject, after: JsonObject): Change[] {
  return namesOf(before, after).flatMap((name) => {
    const change = { path: [name], before: member(before, name), after: member(after, name) };
    return isSame(change.before, change.after) ? [] : [change];
  });
}

function membersChanged(before: JsonObject, after: JsonObject, path: readonly string[]): Change[] {
  return namesOf(before, after).flatMap((name) =>
    valueChanged(member(before, name), member(after, name), [...path, name]),
  );
}

function valueChanged(before: Json | undefined, after: Json | undefined, path: readonly string[]): Change[] {
  if (path.length < MAX_DEPTH) {
    if (isJsonObject(before) && isJsonObject(after)) return membersChanged(before, after, path);
    if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
      return before.flatMap((entry, position) => valueChanged(entry, after[position], [...path, String(position)]));
    }
  }
  return isSame(before, after) ? [] : [{ path, before, after }];
}

function isSame(before: Json | undefined, after: Json | undefined): boolean {
  if (before === after) return true;
  return before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after);
}

function namesOf(before: JsonObject, after: JsonObject): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function member(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
