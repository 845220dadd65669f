/** Reads YAML text into nodes with positions; whatever is wrong with the text becomes a diagnostic. */
import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import type { Alias, Document, Pair, Scalar, YAMLError, YAMLMap, YAMLSeq } from "yaml";
import type { DiagnosticCode } from "./diagnostic-codes.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { DocumentNode, MapEntry, Span } from "./document-node.ts";
import { findUnquotedExpressions } from "./find-unquoted-expressions.ts";
import { maskExpressions } from "./mask-expressions.ts";
import type { Masked } from "./mask-expressions.ts";

/** Longest document text, in UTF-16 units. */
const MAX_TEXT = 1_048_576;
/** Most nodes after aliases are written out: what keeps an "alias bomb" small. */
const MAX_NODES = 50_000;
const MAX_DEPTH = 64;

interface Reading {
  readonly diagnostics: Diagnostics;
  readonly document: Document;
  readonly masked: Masked;
  /** Anchored nodes being written out: one that meets itself would never end. */
  readonly open: Set<unknown>;
  nodes: number;
}

/** The document's root node, or `null` where there is nothing to go on with. Never throws. */
export function readDocument(diagnostics: Diagnostics): DocumentNode | null {
  const { text } = diagnostics;
  if (text.length > MAX_TEXT)
    return refuse(diagnostics, "document-too-large", `The document is longer than ${MAX_TEXT} characters.`);
  const { spans, deepest } = findUnquotedExpressions(text);
  if (deepest > MAX_DEPTH)
    return refuse(diagnostics, "document-too-deep", `Brackets are nested deeper than ${MAX_DEPTH}.`);
  const masked = maskExpressions(text, spans);
  if (masked === null)
    return refuse(diagnostics, "yaml-syntax", "The document uses every character of Unicode's private area.");
  const document = parse(masked.text);
  if (document === null)
    return refuse(diagnostics, "document-too-deep", "The document is nested too deeply to be read.");
  for (const problem of [...document.errors, ...document.warnings]) reportProblem(diagnostics, problem);
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== "1.2") {
    diagnostics.error(
      "yaml-directive",
      { offset: 0, length: 5 },
      "Documents are read as YAML 1.2; remove the %YAML line.",
    );
  }
  // What the parser guessed behind a mistake would only earn the author mistakes of ours.
  if (document.contents === null || document.errors.some(breaksStructure)) return null;
  return toNode({ diagnostics, document, masked, open: new Set(), nodes: 0 }, document.contents, 0);
}

function parse(text: string): Document | null {
  try {
    return parseDocument(text, {
      version: "1.2",
      schema: "core",
      merge: false,
      stringKeys: false,
      uniqueKeys: false,
      prettyErrors: false,
      keepSourceTokens: false,
      logLevel: "error",
    }) as Document;
  } catch {
    // The parser recurses with the document's depth; only exhaustion of the stack comes here.
    return null;
  }
}

function refuse(diagnostics: Diagnostics, code: DiagnosticCode, message: string): null {
  diagnostics.error(code, { offset: 0, length: 0 }, message);
  return null;
}

function reportProblem(diagnostics: Diagnostics, problem: YAMLError): void {
  const [start, end] = problem.pos;
  diagnostics.error(codeOf(problem), { offset: start, length: Math.max(0, end - start) }, messageOf(problem));
}

function messageOf(problem: YAMLError): string {
  switch (codeOf(problem)) {
    case "yaml-several-documents":
      return "A file holds one ensemble; move what follows the --- to a file of its own.";
    case "document-too-deep":
      return "The document is nested too deeply to be read.";
    default:
      return problem.message.replace(/\.?$/, ".");
  }
}

function breaksStructure(problem: YAMLError): boolean {
  return codeOf(problem) !== "yaml-tag";
}

function codeOf(problem: YAMLError): DiagnosticCode {
  switch (problem.code) {
    case "TAB_AS_INDENT":
      return "yaml-tab";
    case "MULTIPLE_DOCS":
      return "yaml-several-documents";
    case "RESOURCE_EXHAUSTION":
      return "document-too-deep";
    case "TAG_RESOLVE_FAILED":
      return "yaml-tag";
    default:
      return "yaml-syntax";
  }
}

function toNode(reading: Reading, node: unknown, depth: number): DocumentNode | null {
  reading.nodes += 1;
  if (reading.nodes > MAX_NODES) return tooLarge(reading);
  if (depth > MAX_DEPTH) return tooDeep(reading, node);
  if (isAlias(node)) return aliasNode(reading, node, depth);
  if (isScalar(node)) return scalarNode(reading, node);
  if (isMap(node)) return mapNode(reading, node, depth);
  if (isSeq(node)) return listNode(reading, node, depth);
  return { kind: "scalar", value: null, span: { offset: 0, length: 0 } };
}

function aliasNode(reading: Reading, alias: Alias, depth: number): DocumentNode | null {
  const target = alias.resolve(reading.document);
  if (target === undefined || reading.open.has(target)) {
    reading.diagnostics.error(
      "yaml-alias",
      spanOf(alias),
      `*${alias.source} ${target === undefined ? "names no anchor" : "contains itself"}.`,
    );
    return nothingAt(spanOf(alias));
  }
  reading.open.add(target);
  const node = toNode(reading, target, depth + 1);
  reading.open.delete(target);
  return node;
}

function scalarNode(reading: Reading, scalar: Scalar): DocumentNode {
  const span = spanOf(scalar);
  const { value } = scalar;
  if (typeof value === "string")
    return { kind: "scalar", value: reading.masked.restore(value, span.offset, span.offset + span.length), span };
  if (typeof value === "number") return { kind: "scalar", value: checkedNumber(reading, value, span), span };
  if (typeof value === "boolean" || value === null) return { kind: "scalar", value, span };
  reading.diagnostics.error("yaml-tag", span, "Only texts, numbers, true, false and null may stand here.");
  return nothingAt(span);
}

function checkedNumber(reading: Reading, value: number, span: Span): number {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value;
  reading.diagnostics.error(
    "number-not-exact",
    span,
    "This number cannot be kept exactly; put it in quotes to keep it as a text.",
  );
  return 0;
}

function listNode(reading: Reading, list: YAMLSeq, depth: number): DocumentNode | null {
  const items: DocumentNode[] = [];
  for (const item of list.items) {
    const node = isPair(item) ? pairAsMap(reading, item, depth) : toNode(reading, item, depth + 1);
    if (node === null) return null;
    items.push(node);
  }
  return { kind: "list", items, span: spanOf(list) };
}

/** `[a: b]` is a list of one-entry mappings. */
function pairAsMap(reading: Reading, pair: Pair, depth: number): DocumentNode | null {
  const entry = mapEntry(reading, pair, depth);
  return entry === null ? null : { kind: "map", entries: [entry], span: entry.keySpan };
}

function mapNode(reading: Reading, map: YAMLMap, depth: number): DocumentNode | null {
  const entries = new Map<string, MapEntry>();
  for (const pair of map.items) {
    if (!isKeyOfText(reading, pair.key)) continue;
    const entry = mapEntry(reading, pair, depth);
    if (entry === null) return null;
    if (isKeyAllowed(reading, entry, entries)) entries.set(entry.key, entry);
  }
  return { kind: "map", entries: [...entries.values()], span: spanOf(map) };
}

function mapEntry(reading: Reading, pair: Pair, depth: number): MapEntry | null {
  const keySpan = spanOf(pair.key);
  const written = isScalar(pair.key) ? String(pair.key.value) : "";
  const key = reading.masked.restore(written, keySpan.offset, keySpan.offset + keySpan.length);
  const value = pair.value === null ? nothingAt(keySpan) : toNode(reading, pair.value, depth + 1);
  return value === null ? null : { key, keySpan, value };
}

function isKeyOfText(reading: Reading, key: unknown): boolean {
  if (isScalar(key) && typeof key.value === "string") return true;
  reading.diagnostics.error("key-not-text", spanOf(key), "A key must be a text; put it in quotes.");
  return false;
}

function isKeyAllowed(reading: Reading, { key, keySpan }: MapEntry, earlier: ReadonlyMap<string, MapEntry>): boolean {
  const first = earlier.get(key);
  if (first !== undefined) {
    const line = reading.diagnostics.lineOf(first.keySpan.offset);
    reading.diagnostics.error("duplicate-key", keySpan, `The key "${key}" stands here twice; first in line ${line}.`);
    return false;
  }
  if (key === "__proto__") {
    reading.diagnostics.error("key-forbidden", keySpan, "A key may not be __proto__.");
    return false;
  }
  if (key.includes("${")) {
    reading.diagnostics.error(
      "expression-in-key",
      keySpan,
      "An expression cannot be a key; only values are evaluated.",
    );
    return false;
  }
  return true;
}

function tooLarge(reading: Reading): null {
  return refuse(
    reading.diagnostics,
    "document-too-large",
    `The document has more than ${MAX_NODES} values, its aliases written out.`,
  );
}

function tooDeep(reading: Reading, node: unknown): null {
  reading.diagnostics.error("document-too-deep", spanOf(node), `Values are nested deeper than ${MAX_DEPTH}.`);
  return null;
}

function nothingAt(span: Span): DocumentNode {
  return { kind: "scalar", value: null, span };
}

function spanOf(node: unknown): Span {
  const range = isRanged(node) ? node.range : undefined;
  return range ? { offset: range[0], length: Math.max(0, range[1] - range[0]) } : { offset: 0, length: 0 };
}

function isRanged(node: unknown): node is { readonly range?: readonly [number, number, number] | null } {
  return typeof node === "object" && node !== null && "range" in node;
}
