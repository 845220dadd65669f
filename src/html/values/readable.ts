/**
 * Turns JSON into what a reader is shown: texts, numbers, fields, lists, tables, cut to a budget.
 *
 * Invariant: whatever is left out is counted where it is missing, so that nobody approves a part believing it is all.
 */
import { type Change, changesBetween } from "../../kernel/changes.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { cutText, hasHiddenCharacters } from "../visible-text.ts";
import { shareBudget } from "./share-budget.ts";

export type Readable =
  | { readonly kind: "nothing" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string; readonly leftOut: number }
  /** What was and what is to be. */
  | { readonly kind: "difference"; readonly changes: readonly Change[] }
  | { readonly kind: "fields"; readonly fields: readonly ReadableField[]; readonly leftOut: number }
  | { readonly kind: "list"; readonly items: readonly Readable[]; readonly leftOut: number }
  | {
      readonly kind: "table";
      readonly columns: readonly string[];
      readonly rows: readonly TableRow[];
      readonly leftOut: number;
    }
  | { readonly kind: "folded"; readonly count: number; readonly of: "fields" | "entries" };

export interface ReadableField {
  readonly name: string;
  readonly value: Readable;
}

/** One cell a column; `null` where the row has no such field. */
export type TableRow = readonly (Readable | null)[];

const MAX_DEPTH = 8;
const MAX_CHILDREN = 200;
const MAX_COLUMNS = 8;
const MAX_CELL = 200;

/** Roughly the markup around one value, in characters. */
const NODE_COST = 60;

/** @param budget - about how many characters of HTML the result may become */
export function readable(value: Json, budget: number, depth = 0): Readable {
  if (value === null) return { kind: "nothing" };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "number") return { kind: "number", value };
  if (typeof value === "string") return readableText(value, budget);
  if (depth >= MAX_DEPTH) return folded(value);
  if (isPair(value) && costOf(value) <= budget) return { kind: "difference", changes: changesOf(value) };
  if (!Array.isArray(value)) return readableFields(value, budget, depth);
  const columns = tableColumns(value);
  return columns === null ? readableList(value, budget, depth) : readableTable(value, columns, budget, depth);
}

/** Whether something is left out anywhere. */
export function isCut(node: Readable): boolean {
  switch (node.kind) {
    case "nothing":
    case "boolean":
    case "number":
    case "difference":
      return false;
    case "folded":
      return true;
    case "text":
      return node.leftOut > 0;
    case "fields":
      return node.leftOut > 0 || node.fields.some((field) => isCut(field.value));
    case "list":
      return node.leftOut > 0 || node.items.some(isCut);
    case "table":
      return node.leftOut > 0 || node.rows.some((row) => row.some((cell) => cell !== null && isCut(cell)));
    default:
      return node satisfies never;
  }
}

/** About how many characters of HTML a value becomes. */
export function costOf(value: Json, depth = 0): number {
  if (typeof value === "string") return NODE_COST + value.length;
  if (typeof value !== "object" || value === null || depth >= MAX_DEPTH) return NODE_COST;
  const children = Array.isArray(value) ? value : Object.values(value);
  const names = Array.isArray(value) ? 0 : Object.keys(value).reduce((sum, name) => sum + name.length, 0);
  return children.reduce<number>((sum, child) => sum + costOf(child, depth + 1), NODE_COST + names);
}

type Pair = JsonObject & { readonly before: Json; readonly after: Json };

/** An object that holds a `before` and an `after` of the same kind, and nothing else. */
function isPair(value: Json[] | JsonObject): value is Pair {
  if (Array.isArray(value) || Object.keys(value).toSorted().join() !== "after,before") return false;
  const [before, after] = [value["before"], value["after"]];
  if (isJsonObject(before)) return isJsonObject(after);
  return typeof before === typeof after && Array.isArray(before) === Array.isArray(after) && after !== null;
}

function changesOf({ before, after }: Pair): Change[] {
  return isJsonObject(before) && isJsonObject(after) ? changesBetween(before, after) : [{ path: [], before, after }];
}

function readableText(text: string, budget: number): Readable {
  const limit = hasHiddenCharacters(text) ? Math.ceil(budget / 10) : budget;
  const shown = text.length > limit ? cutText(text, Math.max(limit, MAX_CELL)) : text;
  return { kind: "text", text: shown, leftOut: text.length - shown.length };
}

function readableFields(object: JsonObject, budget: number, depth: number): Readable {
  const entries = Object.entries(object);
  const shown = takeFields(entries, budget, depth);
  return {
    kind: "fields",
    fields: shown.map(({ child: [name, value], share }) => ({ name, value: readable(value, share, depth + 1) })),
    leftOut: entries.length - shown.length,
  };
}

function readableList(list: readonly Json[], budget: number, depth: number): Readable {
  const shown = takeItems(list, budget, depth);
  return {
    kind: "list",
    items: shown.map(({ child, share }) => readable(child, share, depth + 1)),
    leftOut: list.length - shown.length,
  };
}

function readableTable(list: readonly Json[], columns: readonly string[], budget: number, depth: number): Readable {
  const shown = takeItems(list, budget, depth);
  return {
    kind: "table",
    columns,
    rows: shown.map(({ child }) => columns.map((column) => tableCell(child, column))),
    leftOut: list.length - shown.length,
  };
}

type Field = readonly [name: string, value: Json];

interface Share<T> {
  readonly child: T;
  readonly share: number;
}

/** Of an object many fields, each cut to its fair part: what stands last may matter most. */
function takeFields(fields: readonly Field[], budget: number, depth: number): Share<Field>[] {
  const few = fields.slice(0, countFor(budget));
  return withShares(
    few,
    few.map(([name, value]) => name.length + costOf(value, depth + 1)),
    budget,
  );
}

/** Of a list the first items, as whole as possible. */
function takeItems(list: readonly Json[], budget: number, depth: number): Share<Json>[] {
  const few: Json[] = [];
  const costs: number[] = [];
  let total = 0;
  for (const item of list.slice(0, countFor(budget))) {
    if (total >= budget) break;
    const cost = costOf(item, depth + 1);
    few.push(item);
    costs.push(cost);
    total += cost;
  }
  return withShares(few, costs, budget);
}

function withShares<T>(children: readonly T[], costs: readonly number[], budget: number): Share<T>[] {
  const shares = shareBudget(costs, budget);
  return children.map((child, index) => ({ child, share: shares[index] ?? 0 }));
}

function countFor(budget: number): number {
  return Math.max(1, Math.min(MAX_CHILDREN, Math.floor(budget / NODE_COST)));
}

/** The columns under which a list reads as a table: all rows flat, with short values; `null` where it does not. */
function tableColumns(list: readonly Json[]): string[] | null {
  if (list.length < 2) return null;
  const columns = new Set<string>();
  for (const row of list) {
    if (!isJsonObject(row) || !Object.values(row).every(isShortScalar)) return null;
    for (const name of Object.keys(row)) columns.add(name);
    if (columns.size > MAX_COLUMNS) return null;
  }
  return columns.size > 0 ? [...columns] : null;
}

function isShortScalar(value: Json): boolean {
  return typeof value === "string" ? value.length <= MAX_CELL : typeof value !== "object" || value === null;
}

function tableCell(row: Json, column: string): Readable | null {
  if (!isJsonObject(row) || !Object.hasOwn(row, column)) return null;
  return readable(row[column] ?? null, MAX_CELL);
}

function folded(value: Json[] | JsonObject): Readable {
  return Array.isArray(value)
    ? { kind: "folded", count: value.length, of: "entries" }
    : { kind: "folded", count: Object.keys(value).length, of: "fields" };
}
