/** Where a part of a scalar's value stands in the document, whatever quotes, folds and indents lie between. */
import type { ScalarNode, Span } from "./document-node.ts";

/** The place of `length` characters at `offset` of the scalar's value. */
export function locateInScalar(text: string, scalar: ScalarNode, offset: number, length: number): Span {
  const value = String(scalar.value);
  const source = text.slice(scalar.span.offset, scalar.span.offset + scalar.span.length);
  const start = source.includes(value) ? source.indexOf(value) + offset : alignedOffset(value, source, offset);
  return { offset: scalar.span.offset + start, length };
}

/**
 * Follows value and source side by side from the nearest `${` before: both have the same expressions
 * in the same order, and what the source has more (escapes, indents) is skipped.
 */
function alignedOffset(value: string, source: string, offset: number): number {
  const anchor = value.lastIndexOf("${", offset);
  const start = anchor < 0 ? 0 : nthIndexOf(source, "${", countOf(value.slice(0, anchor), "${"));
  let at = start;
  for (let index = Math.max(0, anchor); index < offset; index += 1) {
    while (at < source.length && source[at] !== value[index]) at += 1;
    if (at >= source.length) return start;
    at += 1;
  }
  while (at < source.length && source[at] !== value[offset]) at += 1;
  return at < source.length ? at : start;
}

function nthIndexOf(text: string, part: string, nth: number): number {
  let at = text.indexOf(part);
  for (let seen = 0; seen < nth && at >= 0; seen += 1) at = text.indexOf(part, at + part.length);
  return Math.max(0, at);
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
