/** What is to be approved, as people read it: a text as it is, a flat object as a list, anything else as JSON. */
import { isJsonObject, type Json } from "../kernel/json.ts";
import { cutLine, cutText, type CutText } from "./cut-text.ts";
import { renderJson } from "./render-json.ts";

export interface DataPair {
  /** One line. */
  readonly name: string;
  /** May have several lines. */
  readonly value: string;
}

/** Not escaped for any medium; `cut` says that something was left out. */
export type DataView =
  | { readonly kind: "none" }
  | { readonly kind: "text"; readonly text: string; readonly cut: boolean }
  | { readonly kind: "pairs"; readonly pairs: readonly DataPair[]; readonly cut: boolean }
  | { readonly kind: "json"; readonly text: string; readonly cut: boolean };

type Scalar = null | boolean | number | string;

const MAX_PAIRS = 20;
const MAX_NAME = 80;

/** A view of at most about `limit` UTF-16 units, whatever the size of the data. */
export function renderData(data: Json, limit: number): DataView {
  if (data === null) return { kind: "none" };
  if (isScalar(data)) return { kind: "text", ...cutText(wordOf(data), limit) };
  const pairs = flatPairsOf(data);
  return pairs === null ? { kind: "json", ...renderJson(data, limit) } : viewPairs(pairs, limit);
}

/** The view as lines of plain text. */
export function renderDataText(view: DataView): string {
  if (view.kind === "none") return "";
  if (view.kind !== "pairs") return view.text;
  return view.pairs.map(renderPair).join("\n");
}

function renderPair({ name, value }: DataPair): string {
  return value.includes("\n") ? `• ${name}:\n  ${value.replaceAll("\n", "\n  ")}` : `• ${name}: ${value}`;
}

function flatPairsOf(data: Json): readonly DataPair[] | null {
  if (!isJsonObject(data)) return null;
  const keys = Object.keys(data);
  if (keys.length === 0 || keys.length > MAX_PAIRS) return null;
  const pairs: DataPair[] = [];
  for (const key of keys) {
    const value = data[key] ?? null;
    if (!isScalar(value)) return null;
    pairs.push({ name: cutLine(key, MAX_NAME).text, value: wordOf(value) });
  }
  return pairs;
}

function viewPairs(pairs: readonly DataPair[], limit: number): DataView {
  const names = pairs.reduce((sum, { name }) => sum + name.length + 6, 0);
  const share = fairShare(
    pairs.map(({ value }) => value.length),
    limit - names,
  );
  const shown: { readonly name: string; readonly value: CutText }[] = pairs.map(({ name, value }) => ({
    name,
    value: cutText(value, share),
  }));
  return {
    kind: "pairs",
    pairs: shown.map(({ name, value }) => ({ name, value: value.text })),
    cut: shown.some(({ value }) => value.cut),
  };
}

/** The largest cap under which all lengths together fit: one long value does not push the short ones out. */
function fairShare(lengths: readonly number[], limit: number): number {
  let rest = limit;
  for (const [index, length] of lengths.toSorted((a, b) => a - b).entries()) {
    const share = Math.floor(rest / (lengths.length - index));
    if (length > share) return Math.max(1, share);
    rest -= length;
  }
  return Math.max(1, limit);
}

function isScalar(value: Json): value is Scalar {
  return typeof value !== "object" || value === null;
}

function wordOf(value: Scalar): string {
  return typeof value === "string" ? value : String(value);
}
