/** Tells of every name in a value's expressions what is read of it. */
import type { CompiledValue, Expression } from "../expressions/compiled.ts";
import { walkExpressions } from "../expressions/walk-expressions.ts";

/** A name where it stands: alone, with a member known at build, or with one computed at run time. */
export interface NameUse {
  readonly name: string;
  readonly member: string | null;
  readonly how: "alone" | "member" | "computed";
}

export function nameUsesIn(value: CompiledValue): NameUse[] {
  const uses: NameUse[] = [];
  const told = new Set<Expression>();
  walkExpressions(value, (expression) => {
    const use = told.has(expression) ? null : nameUse(expression);
    if (use !== null) uses.push(use);
    if ((expression.k === "member" || expression.k === "index") && expression.o.k === "name") told.add(expression.o);
  });
  return uses;
}

function nameUse(expression: Expression): NameUse | null {
  if (expression.k === "name") return { name: expression.n, member: null, how: "alone" };
  if (expression.k === "member" && expression.o.k === "name")
    return { name: expression.o.n, member: expression.p, how: "member" };
  if (expression.k !== "index" || expression.o.k !== "name") return null;
  const { i: index } = expression;
  const member = index.k === "lit" && typeof index.v === "string" ? index.v : null;
  return { name: expression.o.n, member, how: member === null ? "computed" : "member" };
}
