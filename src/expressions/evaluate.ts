/** Walks an expression to its value. Pure: it sees the scope and nothing else, and runs nothing that a value brought along. */
import { Budget } from "./budget.ts";
import { computeBinary } from "./binary.ts";
import { toNumber } from "./coerce.ts";
import type { Expression, Scope } from "./compiled.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { functionNamed } from "./functions.ts";
import { callMethod } from "./methods.ts";
import { ownData, ownMember } from "./own-member.ts";

/**
 * The value of an expression. Reading a member of nothing gives nothing; operators mean what they mean in
 * JavaScript, but objects and lists are never asked for their own text or number: they are JSON beside a
 * text, and `NaN` elsewhere.
 *
 * @param budget shared by the parts of one value, so that they are bounded together
 * @throws EvaluationError
 */
export function evaluate(expression: Expression, scope: Scope, budget: Budget = new Budget()): unknown {
  return valueOf(expression, { scope, budget, missing: "refuse" });
}

interface Evaluation {
  readonly scope: Scope;
  readonly budget: Budget;
  /** What a variable of the environment that is not set means here. */
  readonly missing: "refuse" | "nothing";
}

type Part<K extends Expression["k"]> = Extract<Expression, { readonly k: K }>;

function valueOf(expression: Expression, evaluation: Evaluation): unknown {
  evaluation.budget.enter();
  const value = compute(expression, evaluation);
  evaluation.budget.leave();
  return value;
}

/** The value of a part for which the leniency of the whole does not hold. */
function strictly(expression: Expression, evaluation: Evaluation): unknown {
  return valueOf(expression, evaluation.missing === "refuse" ? evaluation : { ...evaluation, missing: "refuse" });
}

/** The value of a part in which a variable that is not set is nothing. */
function leniently(expression: Expression, evaluation: Evaluation): unknown {
  return valueOf(expression, evaluation.missing === "nothing" ? evaluation : { ...evaluation, missing: "nothing" });
}

function compute(expression: Expression, evaluation: Evaluation): unknown {
  switch (expression.k) {
    case "lit":
      return expression.v;
    case "undef":
      return undefined;
    case "name":
      return valueOfName(expression.n, evaluation);
    case "member":
      return valueOfMember(expression, evaluation);
    case "index":
      return ownMember(holder(expression, evaluation), strictly(expression.i, evaluation));
    case "unary":
      return valueOfUnary(expression, evaluation);
    case "binary":
      return valueOfBinary(expression, evaluation);
    case "cond":
      return strictly(strictly(expression.c, evaluation) ? expression.t : expression.e, evaluation);
    case "list":
      return valuesOf(expression.a, evaluation);
    case "call":
      return valueOfCall(expression, evaluation);
    case "method":
      return valueOfMethod(expression, evaluation);
    default:
      return expression satisfies never;
  }
}

function valueOfName(name: string, { scope }: Evaluation): unknown {
  if (name === "env")
    throw new EvaluationError("env-whole", "only single variables of the environment may be read, as env.NAME");
  return ownData(scope.names, name);
}

function valueOfMember(expression: Part<"member">, evaluation: Evaluation): unknown {
  const { o, p, opt } = expression;
  if (o.k !== "name" || o.n !== "env") return ownMember(holder(expression, evaluation), p);
  const value = evaluation.scope.env(p);
  if (value !== undefined || opt === true || evaluation.missing === "nothing") return value;
  throw new EvaluationError("env-missing", `environment variable ${p} is not set`);
}

/** What stands before `.`, `[` or a method; before `?.`, a variable that is not set is nothing. */
function holder(expression: Part<"member" | "index" | "method">, evaluation: Evaluation): unknown {
  return expression.opt === true ? leniently(expression.o, evaluation) : strictly(expression.o, evaluation);
}

function valueOfUnary({ op, a }: Part<"unary">, evaluation: Evaluation): unknown {
  switch (op) {
    case "!":
      return !strictly(a, evaluation);
    case "-":
      return -toNumber(strictly(a, evaluation));
    case "+":
      return toNumber(strictly(a, evaluation));
    case "typeof":
      return typeof leniently(a, evaluation);
    default:
      return op satisfies never;
  }
}

function valueOfBinary({ op, l, r }: Part<"binary">, evaluation: Evaluation): unknown {
  switch (op) {
    case "&&":
      return strictly(l, evaluation) && strictly(r, evaluation);
    case "||":
      return leniently(l, evaluation) || valueOf(r, evaluation);
    case "??":
      return leniently(l, evaluation) ?? valueOf(r, evaluation);
    default:
      return computeBinary(op, [strictly(l, evaluation), strictly(r, evaluation)], evaluation.budget);
  }
}

function valueOfCall({ f, a }: Part<"call">, evaluation: Evaluation): unknown {
  const allowed = functionNamed(f);
  if (allowed === undefined) throw new EvaluationError("function-unknown", `${f}() is not a function of expressions`);
  return allowed.run(valuesOf(a, evaluation), { now: evaluation.scope.now, budget: evaluation.budget });
}

function valueOfMethod(expression: Part<"method">, evaluation: Evaluation): unknown {
  const value = holder(expression, evaluation);
  if (value === undefined || value === null) return undefined;
  return callMethod(value, { name: expression.m, args: valuesOf(expression.a, evaluation), budget: evaluation.budget });
}

function valuesOf(expressions: readonly Expression[], evaluation: Evaluation): unknown[] {
  return expressions.map((part) => strictly(part, evaluation));
}
