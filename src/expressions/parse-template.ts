/** Reads a text that may hold `${…}`. */
import type { CompiledValue, Expression } from "./compiled.ts";
import type { ExpressionFault } from "./expression-fault.ts";
import { findExpressionEnd } from "./find-expression-end.ts";
import { parseExpression } from "./parse-expression.ts";

export type ParsedTemplate =
  | { readonly ok: true; readonly value: CompiledValue }
  | { readonly ok: false; readonly faults: readonly ExpressionFault[] };

const WHOLE_ENV = /^\$(env\.[A-Za-z_][A-Za-z0-9_]*)$/;

/**
 * The value of a text of the document: one expression alone keeps its type, expressions among other
 * characters make a text, and none make a constant. `$${` is a literal `${`; `$env.NAME` as the whole text is
 * `${env.NAME}`. Never throws; all faults are told, with offsets into the whole text.
 */
export function parseTemplate(text: string, names: readonly string[]): ParsedTemplate {
  const variable = WHOLE_ENV.exec(text)?.[1];
  const pieces =
    variable === undefined ? piecesOf(text) : [{ kind: "expression", source: variable, offset: 1 } as const];
  const faults: ExpressionFault[] = [];
  const parts = pieces.flatMap((piece) => {
    const part = partOf(piece, names);
    if (part.ok) return [part.part];
    faults.push(part.fault);
    return [];
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: valueOf(parts) };
}

type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly source: string; readonly offset: number }
  | { readonly kind: "unclosed"; readonly offset: number; readonly length: number };

type Part =
  | { readonly ok: true; readonly part: string | Expression }
  | { readonly ok: false; readonly fault: ExpressionFault };

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (from < text.length) {
    const start = text.indexOf("${", from);
    const piece = start === from ? pieceAt(text, start) : textPiece(text, from, start);
    pieces.push(piece.piece);
    from = piece.end;
  }
  return pieces;
}

interface Cut {
  readonly piece: Piece;
  readonly end: number;
}

/** Plain text up to the `${` at `start`; one more `$` before it makes it plain as well. */
function textPiece(text: string, from: number, start: number): Cut {
  if (start === -1) return { piece: { kind: "text", text: text.slice(from) }, end: text.length };
  if (text.charAt(start - 1) !== "$") return { piece: { kind: "text", text: text.slice(from, start) }, end: start };
  return { piece: { kind: "text", text: `${text.slice(from, start - 1)}\${` }, end: start + 2 };
}

function pieceAt(text: string, start: number): Cut {
  const end = findExpressionEnd(text, start);
  if (end === -1) return { piece: { kind: "unclosed", offset: start, length: text.length - start }, end: text.length };
  return { piece: { kind: "expression", source: text.slice(start + 2, end - 1), offset: start + 2 }, end };
}

function partOf(piece: Piece, names: readonly string[]): Part {
  if (piece.kind === "text") return { ok: true, part: piece.text };
  if (piece.kind === "unclosed") {
    const { offset, length } = piece;
    const message =
      "this `${` is not closed: a `}`, or a closing quote inside, is missing; write `$${` for a plain `${`";
    return { ok: false, fault: { code: "expression-unclosed", message, offset, length } };
  }
  const parsed = parseExpression(piece.source, names);
  if (parsed.ok) return { ok: true, part: parsed.expression };
  return { ok: false, fault: { ...parsed.error, offset: parsed.error.offset + piece.offset } };
}

function valueOf(parts: readonly (string | Expression)[]): CompiledValue {
  const joined = parts.reduce<(string | Expression)[]>(joinTexts, []);
  const [first] = joined;
  if (first === undefined) return { k: "const", v: "" };
  if (joined.length > 1) return { k: "text", p: joined };
  return typeof first === "string" ? { k: "const", v: first } : { k: "expr", e: first };
}

function joinTexts(joined: (string | Expression)[], part: string | Expression): (string | Expression)[] {
  const last = joined.at(-1);
  if (typeof last === "string" && typeof part === "string") joined[joined.length - 1] = last + part;
  else joined.push(part);
  return joined;
}
