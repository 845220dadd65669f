/** Gives a document's value its expressions' values. */
import { Budget } from "./budget.ts";
import { toShownText } from "./coerce.ts";
import type { CompiledValue, Expression, Scope } from "./compiled.ts";
import { evaluate } from "./evaluate.ts";

/**
 * The value with every expression evaluated; all of it shares one budget. Members of objects that come to
 * nothing are left out. Elements of lists that come to nothing stay as `undefined`: whoever asked decides,
 * since a list of approvers with a hole is not a shorter list. Constants are copies, so that nobody can
 * change the plan through them; values read from the scope are not.
 *
 * @throws EvaluationError
 */
export function evaluateValue(value: CompiledValue, scope: Scope, budget: Budget = new Budget()): unknown {
  budget.enter();
  const result = compute(value, scope, budget);
  budget.leave();
  return result;
}

function compute(value: CompiledValue, scope: Scope, budget: Budget): unknown {
  switch (value.k) {
    case "const":
      return structuredClone(value.v);
    case "expr":
      return evaluate(value.e, scope, budget);
    case "text":
      return textOf(value.p, scope, budget);
    case "array":
      return value.a.map((element) => evaluateValue(element, scope, budget));
    case "object":
      return objectOf(value.o, scope, budget);
    default:
      return value satisfies never;
  }
}

function textOf(parts: readonly (string | Expression)[], scope: Scope, budget: Budget): string {
  return parts.reduce<string>((text, part) => {
    const more = typeof part === "string" ? part : toShownText(evaluate(part, scope, budget), budget);
    budget.spendText(text.length + more.length);
    return text + more;
  }, "");
}

/** By `fromEntries`, which makes own members whatever they are called, `__proto__` included. */
function objectOf(members: readonly (readonly [string, CompiledValue])[], scope: Scope, budget: Budget): object {
  return Object.fromEntries(
    members
      .map(([key, member]) => [key, evaluateValue(member, scope, budget)] as const)
      .filter(([, member]) => member !== undefined),
  );
}
