/** A document as a tree of nodes that know where they stand in its text. */
import type { Json } from "../kernel/json.ts";

/** A stretch of the document's text, in UTF-16 units from its beginning. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly DocumentNode[];
  readonly span: Span;
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: DocumentNode;
}

export interface MapNode {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
  readonly span: Span;
}

export type DocumentNode = ScalarNode | ListNode | MapNode;

/** The entry of that key; of two, the first (the reader has reported the second). */
export function entryOf(map: MapNode, key: string): MapEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** The entry of that key, unless its value was left empty. */
export function filledEntryOf(map: MapNode, key: string): MapEntry | undefined {
  const entry = entryOf(map, key);
  return entry === undefined || isNothing(entry.value) ? undefined : entry;
}

export function isNothing(node: DocumentNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** The text of a scalar that is one, else `null`. */
export function textOf(node: DocumentNode): string | null {
  return node.kind === "scalar" && typeof node.value === "string" ? node.value : null;
}

/** The node's value as JSON, expressions standing as they were written. */
export function jsonOf(node: DocumentNode): Json {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(jsonOf);
    case "map":
      return Object.fromEntries(node.entries.map((entry) => [entry.key, jsonOf(entry.value)]));
    default:
      return node satisfies never;
  }
}

/** What people call the kind of thing a node is. */
export function kindInWords(node: DocumentNode): string {
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "a mapping";
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return "a text";
  return typeof node.value === "number" ? "a number" : "true or false";
}
