/** Reads a decimal number, and refuses those that would silently become another number. */
import { refuse } from "./expression-fault.ts";
import { identifierAt } from "./name-grammar.ts";

const DECIMAL = /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;

export interface NumberLiteral {
  readonly value: number;
  readonly end: number;
}

/** The number at `start`, where a digit stands, or a dot and a digit. */
export function readNumberLiteral(source: string, start: number): NumberLiteral {
  DECIMAL.lastIndex = start;
  const text = DECIMAL.exec(source)?.[0] ?? "";
  const end = start + text.length;
  const problem = problemOf(text, identifierAt(source, end));
  if (problem !== undefined) refuse({ code: "number-invalid", message: problem, offset: start, length: text.length });
  return { value: Number(text), end };
}

function problemOf(text: string, follows: string): string | undefined {
  if (follows !== "")
    return `\`${text}${follows}\` is neither a number nor a name; numbers are decimal, such as 1500 or 0.5`;
  if (/^0\d/.test(text)) return `\`${text}\` starts with a zero; write the number without it, or in quotes as a text`;
  if (!Number.isFinite(Number(text))) return `\`${text}\` is too large a number`;
  const exact = /e/i.test(text) || Number(text) <= Number.MAX_SAFE_INTEGER;
  return exact ? undefined : `\`${text}\` has more digits than a number can keep; write it in quotes as a text`;
}
