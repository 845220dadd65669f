/** What differs between two texts, line by line, and inside lines word by word; its work is bounded. */
import { diffArrays, diffWordsWithSpace } from "diff";

export type DifferenceLine =
  | { readonly kind: "same" | "added" | "removed"; readonly parts: readonly TextPart[] }
  /** Unchanged lines that are left out. */
  | { readonly kind: "gap"; readonly count: number };

export interface TextPart {
  readonly text: string;
  readonly isChanged: boolean;
}

/** Beyond these, the work could keep a Worker busy: then the two texts are shown whole. */
const MAX_LINES = 5_000;
const MAX_LINE_EDITS = 500;
const MAX_WORDS_LENGTH = 4_000;
const MAX_WORD_EDITS = 120;

/** Unchanged lines that stay on either side of a change. */
const CONTEXT = 2;

/** `null` where the texts are too large or too different to be told apart line by line. */
export function textDifference(before: string, after: string): DifferenceLine[] | null {
  const lines = { before: before.split("\n"), after: after.split("\n") };
  if (lines.before.length > MAX_LINES || lines.after.length > MAX_LINES) return null;
  const runs = diffArrays(lines.before, lines.after, { maxEditLength: MAX_LINE_EDITS });
  if (runs === undefined) return null;
  return runs.flatMap((run, position): DifferenceLine[] => {
    const [previous, next] = [runs[position - 1], runs[position + 1]];
    if (!run.added && !run.removed) {
      return sameLines(run.value, { isFirst: previous === undefined, isLast: next === undefined });
    }
    if (run.removed && next?.added === true) return replacedLines(run.value, next.value);
    if (run.added && previous?.removed === true) return [];
    return run.value.map((text) => wholeLine(run.added ? "added" : "removed", text));
  });
}

function sameLines(
  lines: readonly string[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): DifferenceLine[] {
  const head = isFirst ? 0 : CONTEXT;
  const tail = isLast ? 0 : CONTEXT;
  const count = lines.length - head - tail;
  if (count <= 1) return lines.map((text) => wholeLine("same", text));
  return [
    ...lines.slice(0, head).map((text) => wholeLine("same", text)),
    { kind: "gap", count },
    ...lines.slice(lines.length - tail).map((text) => wholeLine("same", text)),
  ];
}

/** Lines that took each other's place, in pairs as far as there are as many. */
function replacedLines(before: readonly string[], after: readonly string[]): DifferenceLine[] {
  if (before.length !== after.length) {
    return [...before.map((text) => wholeLine("removed", text)), ...after.map((text) => wholeLine("added", text))];
  }
  return before.flatMap((text, position) => replacedLine(text, after[position] ?? ""));
}

function replacedLine(before: string, after: string): DifferenceLine[] {
  const words =
    before.length + after.length > MAX_WORDS_LENGTH
      ? undefined
      : diffWordsWithSpace(before, after, { maxEditLength: MAX_WORD_EDITS });
  if (words === undefined || words.every(({ added, removed }) => added || removed)) {
    return [wholeLine("removed", before), wholeLine("added", after)];
  }
  const partsWithout = (side: "added" | "removed"): TextPart[] =>
    words
      .filter((word) => !word[side])
      .map(({ value, added, removed }) => ({ text: value, isChanged: added || removed }));
  return [
    { kind: "removed", parts: partsWithout("added") },
    { kind: "added", parts: partsWithout("removed") },
  ];
}

function wholeLine(kind: "same" | "added" | "removed", text: string): DifferenceLine {
  return { kind, parts: [{ text, isChanged: false }] };
}
