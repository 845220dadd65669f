/** Visits every node of an expression, or of all the expressions in a value. */
import type { CompiledValue, Expression } from "./compiled.ts";

/** Parents come before their parts, left before right. */
export function walkExpressions(root: Expression | CompiledValue, visit: (expression: Expression) => void): void {
  const pending: (Expression | CompiledValue)[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isExpression(node)) visit(node);
    pending.push(...partsOf(node).toReversed());
  }
}

function isExpression(node: Expression | CompiledValue): node is Expression {
  switch (node.k) {
    case "const":
    case "expr":
    case "text":
    case "array":
    case "object":
      return false;
    default:
      return true;
  }
}

export function partsOf(node: Expression | CompiledValue): readonly (Expression | CompiledValue)[] {
  switch (node.k) {
    case "lit":
    case "undef":
    case "name":
    case "const":
      return [];
    case "member":
      return [node.o];
    case "index":
      return [node.o, node.i];
    case "unary":
      return [node.a];
    case "binary":
      return [node.l, node.r];
    case "cond":
      return [node.c, node.t, node.e];
    case "list":
    case "call":
    case "array":
      return node.a;
    case "method":
      return [node.o, ...node.a];
    case "expr":
      return [node.e];
    case "text":
      return node.p.filter((part) => typeof part !== "string");
    case "object":
      return node.o.map(([, member]) => member);
    default:
      return node satisfies never;
  }
}
