/** Rows in columns, cut to the width of the terminal; whole where a program reads them. */
import { terminalLine } from "./terminal-text.ts";

const GAP = "  ";

const SEGMENTER = new Intl.Segmenter();

/** @param width - of the terminal in characters; `undefined` where the output is none */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string {
  const lines = [head, ...rows.map((row) => row.map(terminalLine))];
  const widths = head.map((_name, column) => Math.max(...lines.map((line) => lengthOf(line[column] ?? ""))));
  return lines
    .map((line) => fit(line.map((cell, column) => padded(cell, widths[column] ?? 0)).join(GAP), width))
    .join("\n");
}

function padded(cell: string, width: number): string {
  return cell + " ".repeat(Math.max(0, width - lengthOf(cell)));
}

function fit(line: string, width: number | undefined): string {
  const text = line.trimEnd();
  if (width === undefined || lengthOf(text) <= width) return text;
  return `${charactersOf(text)
    .slice(0, Math.max(0, width - 1))
    .join("")}…`;
}

function lengthOf(text: string): number {
  return charactersOf(text).length;
}

/** As people count them. */
function charactersOf(text: string): string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
