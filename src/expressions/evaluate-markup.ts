/** Evaluates a text in which what the author wrote and what expressions put in must not be mistaken for each other. */
import { Budget } from "./budget.ts";
import { toShownText } from "./coerce.ts";
import type { CompiledValue, Expression, Scope } from "./compiled.ts";
import { evaluate } from "./evaluate.ts";
import { evaluateValue } from "./evaluate-value.ts";

export interface MarkupPart {
  /** Only the author's own text may be markup; a value is always shown as it is. */
  readonly by: "author" | "value";
  readonly text: string;
}

/**
 * The parts in their order; joined they are the text that `evaluateValue` gives, but that one expression alone is
 * shown as a text too.
 *
 * @throws EvaluationError
 */
export function evaluateMarkup(value: CompiledValue, scope: Scope): readonly MarkupPart[] {
  const budget = new Budget();
  switch (value.k) {
    case "const":
      return [{ by: "author", text: toShownText(value.v, budget) }];
    case "expr":
      return [partOf(value.e, scope, budget)];
    case "text":
      return value.p.map((part) => partOf(part, scope, budget));
    default:
      return [{ by: "value", text: toShownText(evaluateValue(value, scope, budget), budget) }];
  }
}

export function markupText(parts: readonly MarkupPart[]): string {
  return parts.map(({ text }) => text).join("");
}

function partOf(part: string | Expression, scope: Scope, budget: Budget): MarkupPart {
  if (typeof part === "string") return { by: "author", text: part };
  const text = toShownText(evaluate(part, scope, budget), budget);
  budget.spendText(text.length);
  return { by: "value", text };
}
