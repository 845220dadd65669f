/** Which names an expression or a value reads. */
import type { CompiledValue, Expression } from "./compiled.ts";
import { walkExpressions } from "./walk-expressions.ts";

/** The root names that are read: agents, `input`, `env`, neighbours and so on; no members. */
export function namesIn(root: Expression | CompiledValue): Set<string> {
  const names = new Set<string>();
  walkExpressions(root, (expression) => {
    if (expression.k === "name") names.add(expression.n);
  });
  return names;
}

/** True where the environment is read, whose values are secrets. */
export function readsEnv(root: Expression | CompiledValue): boolean {
  return namesIn(root).has("env");
}

/** The variables of the environment that are read. */
export function envNamesIn(root: Expression | CompiledValue): Set<string> {
  const names = new Set<string>();
  walkExpressions(root, (expression) => {
    if (expression.k === "member" && expression.o.k === "name" && expression.o.n === "env") names.add(expression.p);
  });
  return names;
}
