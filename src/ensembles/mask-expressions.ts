/**
 * Hides unquoted expressions from the YAML parser behind characters it takes for ordinary ones.
 *
 * Invariant: the masked text is as long as the original, so every offset means the same place in both.
 */
import type { Span } from "./document-node.ts";

export interface Masked {
  readonly text: string;
  /** Puts back what was hidden: `value` is what the parser made of the text from `start` to `end`. */
  restore(value: string, start: number, end: number): string;
}

const PRIVATE_USE = { first: 0xe000, last: 0xf8ff } as const;

/** Masks the spans; `null` where the text itself uses up all the characters that could stand for them. */
export function maskExpressions(original: string, spans: readonly Span[]): Masked | null {
  if (spans.length === 0) return { text: original, restore: (value) => value };
  const marks = unusedMarks(original);
  if (marks === null) return null;
  const [head, tail] = marks;
  const run = new RegExp(`${head}${tail}*`, "gu");
  return {
    text: masked(original, spans, head, tail),
    restore(value, start, end) {
      if (!value.includes(head)) return value;
      let next = firstSpanFrom(spans, start);
      return value.replace(run, () => {
        const span = spans[next];
        next += 1;
        return span === undefined || span.offset >= end ? "" : original.slice(span.offset, span.offset + span.length);
      });
    },
  };
}

function masked(original: string, spans: readonly Span[], head: string, tail: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const span of spans) {
    parts.push(original.slice(from, span.offset), head, tail.repeat(span.length - 1));
    from = span.offset + span.length;
  }
  parts.push(original.slice(from));
  return parts.join("");
}

function unusedMarks(text: string): readonly [string, string] | null {
  const free: string[] = [];
  for (let code: number = PRIVATE_USE.first; code <= PRIVATE_USE.last && free.length < 2; code += 1) {
    const char = String.fromCharCode(code);
    if (!text.includes(char)) free.push(char);
  }
  const [head, tail] = free;
  return head === undefined || tail === undefined ? null : [head, tail];
}

function firstSpanFrom(spans: readonly Span[], start: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.offset ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
