/** Reads one expression. Used at build time; the Worker only evaluates. */
import { compileSyntax } from "./compile-syntax.ts";
import type { Expression } from "./compiled.ts";
import { Refusal, type ExpressionFault } from "./expression-fault.ts";
import { MAX_SOURCE } from "./limits.ts";
import { isSpeakableName } from "./name-grammar.ts";
import { readSyntax } from "./read-syntax.ts";

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly error: ExpressionFault };

/**
 * The expression in `source`, which stands without `${` and `}`. Never throws.
 *
 * @param names every name that may be read in this place, `input` and `env` included
 */
export function parseExpression(source: string, names: readonly string[]): ParsedExpression {
  const fault = faultOfWhole(source);
  if (fault !== undefined) return { ok: false, error: fault };
  try {
    const known = new Set(names.filter(isSpeakableName));
    return { ok: true, expression: compileSyntax(readSyntax(source, known), { source, names: known }) };
  } catch (error) {
    return { ok: false, error: faultOf(error) };
  }
}

function faultOfWhole(source: string): ExpressionFault | undefined {
  if (source.length > MAX_SOURCE) {
    const message = `the expression has ${source.length} characters, and at most ${MAX_SOURCE} are allowed; use an agent with operation: code`;
    return { code: "expression-too-long", message, offset: 0, length: source.length };
  }
  if (source.trim() !== "") return undefined;
  return {
    code: "expression-empty",
    message: "there is no expression between `${` and `}`",
    offset: 0,
    length: source.length,
  };
}

/** A caller deep in its own stack leaves none for the parser, which then is too deep for this place. */
function faultOf(error: unknown): ExpressionFault {
  if (error instanceof Refusal) return error.fault;
  if (error instanceof RangeError)
    return { code: "expression-too-deep", message: "the expression is nested too deeply", offset: 0 };
  return { code: "expression-syntax", message: "the expression cannot be read", offset: 0 };
}
