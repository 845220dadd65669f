/** Diagnostics: every mistake of a document, with its place; collected, never thrown. */
import type { Span } from "./document-node.ts";
import type { DiagnosticCode } from "./diagnostic-codes.ts";

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly length?: number;
  readonly message: string;
  /** What was probably meant, in place of what stands there. */
  readonly suggestion?: string;
  readonly severity: "error" | "warning";
}

/** Gathers the diagnostics of one document, in any order. */
export class Diagnostics {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];
  readonly #found = new Map<string, Diagnostic & { readonly offset: number }>();

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#lineStarts = lineStartsOf(text);
  }

  error(code: DiagnosticCode, span: Span, message: string, suggestion?: string): void {
    this.#add("error", code, span, message, suggestion);
  }

  warning(code: DiagnosticCode, span: Span, message: string, suggestion?: string): void {
    this.#add("warning", code, span, message, suggestion);
  }

  /** True once there is an error; warnings do not count. */
  get hasErrors(): boolean {
    return this.#found.values().some((diagnostic) => diagnostic.severity === "error");
  }

  /** All of them in the order of the text; the same mistake at the same place once. */
  list(): Diagnostic[] {
    return [...this.#found.values()]
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ offset: _offset, ...diagnostic }) => diagnostic);
  }

  /** The line of an offset, from 1. */
  lineOf(offset: number): number {
    return lineIndexOf(this.#lineStarts, offset) + 1;
  }

  #add(severity: Diagnostic["severity"], code: DiagnosticCode, span: Span, message: string, suggestion?: string): void {
    const offset = Math.min(Math.max(0, span.offset), this.text.length);
    const index = lineIndexOf(this.#lineStarts, offset);
    this.#found.set(`${offset} ${code} ${message}`, {
      code,
      file: this.file,
      line: index + 1,
      column: offset - (this.#lineStarts[index] ?? 0) + 1,
      ...(span.length > 0 ? { length: span.length } : {}),
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
      severity,
      offset,
    });
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineIndexOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
