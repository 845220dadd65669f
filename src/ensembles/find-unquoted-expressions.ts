/**
 * Finds the `${…}` that stand unquoted in YAML text, where YAML itself would stumble over their characters.
 *
 * A scanner of just as much YAML as tells a plain scalar from quoted ones, block scalars and comments.
 * What it does not understand it leaves to the YAML parser, which reports it.
 */
import { findExpressionEnd } from "../expressions/find-expression-end.ts";
import type { Span } from "./document-node.ts";

interface Scan {
  readonly text: string;
  at: number;
  /** How many `[` and `{` are open. */
  flow: number;
  /** Inside a plain scalar, where quotes and most indicators are ordinary characters. */
  plain: boolean;
  lineStart: number;
  /** Column at which the present token began: a key's, once its colon comes. */
  tokenColumn: number;
  /** Column of the innermost key or dash: whatever continues its value is indented deeper. */
  parentColumn: number;
  readonly found: Span[];
}

/**
 * The expressions that stand in plain scalars, in their order; an escaped one (`$${…}`) counts too.
 * Of one without an end, only its `${` is given. `deepest` is the deepest nesting of `[` and `{`.
 */
export function findUnquotedExpressions(text: string): { spans: Span[]; deepest: number } {
  const scan: Scan = { text, at: 0, flow: 0, plain: false, lineStart: 0, tokenColumn: 0, parentColumn: -1, found: [] };
  let deepest = 0;
  startLine(scan);
  while (scan.at < text.length) {
    const before = scan.at;
    takeNext(scan);
    if (scan.at === before) scan.at += 1;
    deepest = Math.max(deepest, scan.flow);
  }
  return { spans: scan.found, deepest };
}

function takeNext(scan: Scan): void {
  const char = scan.text[scan.at] ?? "";
  if (char === "\n") {
    scan.at += 1;
    startLine(scan);
  } else if (isBlank(char)) {
    scan.at += 1;
  } else if (char === "#" && isSpaceOrEdge(scan.text[scan.at - 1])) {
    scan.plain = false;
    scan.at = lineEndAt(scan.text, scan.at);
  } else if (scan.plain) {
    takePlain(scan, char);
  } else {
    takeToken(scan, char);
  }
}

function startLine(scan: Scan): void {
  scan.lineStart = scan.at;
  if (scan.flow > 0) return;
  if (isDocumentMark(scan.text, scan.at)) {
    scan.at += 3;
    scan.plain = false;
    scan.parentColumn = -1;
    return;
  }
  if (scan.text[scan.at] === "%" && !scan.plain) {
    scan.at = lineEndAt(scan.text, scan.at);
    return;
  }
  const indent = indentAt(scan.text, scan.at);
  const isEmpty = isLineEnd(scan.text[scan.at + indent]);
  if (!isEmpty && indent <= scan.parentColumn) scan.plain = false;
}

function takeToken(scan: Scan, char: string): void {
  const next = scan.text[scan.at + 1];
  scan.tokenColumn = scan.at - scan.lineStart;
  if (char === '"' || char === "'") return skipQuoted(scan, char);
  if (scan.flow === 0 && (char === "|" || char === ">")) return skipBlockScalar(scan);
  if (char === "[" || char === "{") return openFlow(scan);
  if (scan.flow > 0 && (char === "]" || char === "}")) return closeFlow(scan);
  if (scan.flow > 0 && char === ",") return advance(scan, 1);
  if (char === ":" && (endsKey(scan, next) || followsJsonKey(scan))) return takeColon(scan);
  if ((char === "-" || char === "?") && isSpaceOrEdge(next)) return takeIndicator(scan);
  if (char === "&" || char === "*" || char === "!") return skipProperty(scan);
  scan.plain = true;
  takePlain(scan, char);
}

function takePlain(scan: Scan, char: string): void {
  if (char === "$") return takeDollar(scan);
  if (char === ":" && endsKey(scan, scan.text[scan.at + 1])) {
    scan.plain = false;
    return takeColon(scan);
  }
  if (scan.flow > 0 && ",[]{}".includes(char)) {
    scan.plain = false;
    return takeToken(scan, char);
  }
  advance(scan, 1);
}

function takeDollar(scan: Scan): void {
  const escape = scan.text.startsWith("$${", scan.at) ? 1 : 0;
  if (escape === 0 && scan.text[scan.at + 1] !== "{") return advance(scan, 1);
  const end = expressionEnd(scan, scan.at + escape) ?? scan.at + escape + 2;
  scan.found.push({ offset: scan.at, length: end - scan.at });
  scan.at = end;
  const lastBreak = scan.text.lastIndexOf("\n", end - 1);
  if (lastBreak >= scan.lineStart) scan.lineStart = lastBreak + 1;
}

/** Looks on the same line first, so that a forgotten brace does not swallow the lines after it. */
function expressionEnd(scan: Scan, start: number): number | null {
  const sameLine = findExpressionEnd(scan.text.slice(0, lineEndAt(scan.text, start)), start);
  const end = sameLine >= 0 ? sameLine : findExpressionEnd(scan.text.slice(0, deeperLinesEnd(scan, start)), start);
  return end < 0 ? null : end;
}

/** Behind the last of the lines that follow `start` and are indented deeper than the parent. */
function deeperLinesEnd(scan: Scan, start: number): number {
  let end = lineEndAt(scan.text, start);
  while (end < scan.text.length) {
    const indent = indentAt(scan.text, end + 1);
    const isEmpty = isLineEnd(scan.text[end + 1 + indent]);
    // A lone closing brace may stand below the key it belongs to.
    const closes = scan.text[end + 1 + indent] === "}" && indent >= scan.parentColumn;
    if (!isEmpty && indent <= scan.parentColumn && !closes) break;
    end = lineEndAt(scan.text, end + 1);
    if (closes) break;
  }
  return end;
}

function takeColon(scan: Scan): void {
  if (scan.flow === 0) scan.parentColumn = scan.tokenColumn;
  advance(scan, 1);
}

function takeIndicator(scan: Scan): void {
  if (scan.flow === 0) scan.parentColumn = scan.tokenColumn;
  advance(scan, 1);
}

function openFlow(scan: Scan): void {
  scan.flow += 1;
  advance(scan, 1);
}

function closeFlow(scan: Scan): void {
  scan.flow -= 1;
  advance(scan, 1);
}

function skipQuoted(scan: Scan, quote: string): void {
  const { text } = scan;
  const column = scan.tokenColumn;
  let at = scan.at + 1;
  for (; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\n") scan.lineStart = at + 1;
    if (quote === '"' && char === "\\") at += 1;
    else if (quote === "'" && char === "'" && text[at + 1] === "'") at += 1;
    else if (char === quote) break;
  }
  scan.at = at + 1;
  takeQuotedKey(scan, column);
}

/** A colon behind quotes makes them a key, whose column is where the quotes began. */
function takeQuotedKey(scan: Scan, column: number): void {
  if (scan.flow > 0) return;
  const gap = /^[ \t]*:(?=[ \t\r\n]|$)/.exec(scan.text.slice(scan.at, scan.at + 80));
  if (gap === null) return;
  scan.parentColumn = column;
  advance(scan, gap[0].length);
}

function skipBlockScalar(scan: Scan): void {
  const headerEnd = lineEndAt(scan.text, scan.at);
  const header = /^[|>][-+]?([1-9])?/.exec(scan.text.slice(scan.at, headerEnd));
  const least = Math.max(scan.parentColumn, -1) + Number(header?.[1] ?? 1);
  let at = headerEnd + 1;
  while (at < scan.text.length) {
    const indent = indentAt(scan.text, at);
    const isEmpty = isLineEnd(scan.text[at + indent]);
    if (!isEmpty && indent < least) break;
    if (isDocumentMark(scan.text, at)) break;
    at = lineEndAt(scan.text, at) + 1;
  }
  scan.at = Math.min(at, scan.text.length);
  startLine(scan);
}

/** An anchor, an alias or a tag: up to the next blank, in a flow also up to its next indicator. */
function skipProperty(scan: Scan): void {
  const stops = scan.flow > 0 ? " \t\r\n,[]{}" : " \t\r\n";
  while (scan.at < scan.text.length && !stops.includes(scan.text[scan.at] ?? "")) scan.at += 1;
}

function advance(scan: Scan, by: number): void {
  scan.at += by;
}

function endsKey(scan: Scan, next: string | undefined): boolean {
  return isSpaceOrEdge(next) || (scan.flow > 0 && ",[]{}".includes(next ?? ""));
}

/** In a flow, a colon right behind quotes or a bracket ends a key whatever follows. */
function followsJsonKey(scan: Scan): boolean {
  return scan.flow > 0 && "\"']}".includes(scan.text[scan.at - 1] ?? " ");
}

function isDocumentMark(text: string, at: number): boolean {
  return (text.startsWith("---", at) || text.startsWith("...", at)) && isSpaceOrEdge(text[at + 3]);
}

function isBlank(char: string): boolean {
  return char === " " || char === "\t" || char === "\r";
}

function isLineEnd(char: string | undefined): boolean {
  return char === undefined || char === "\n" || char === "\r";
}

function isSpaceOrEdge(char: string | undefined): boolean {
  return isLineEnd(char) || char === " " || char === "\t";
}

function indentAt(text: string, at: number): number {
  let end = at;
  while (text[end] === " ") end += 1;
  return end - at;
}

function lineEndAt(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
