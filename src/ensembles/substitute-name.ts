/** Puts an expression in the place of a name. */
import type { CompiledValue, Expression } from "../expressions/compiled.ts";

/** The value with every reading of `name` replaced by `meaning`. */
export function substituteName(value: CompiledValue, name: string, meaning: Expression): CompiledValue {
  const inside = (inner: CompiledValue): CompiledValue => substituteName(inner, name, meaning);
  const replaced = (expression: Expression): Expression => substituted(expression, name, meaning);
  switch (value.k) {
    case "const":
      return value;
    case "expr":
      return { k: "expr", e: replaced(value.e) };
    case "text":
      return { k: "text", p: value.p.map((part) => (typeof part === "string" ? part : replaced(part))) };
    case "array":
      return { k: "array", a: value.a.map(inside) };
    case "object":
      return { k: "object", o: value.o.map(([key, inner]) => [key, inside(inner)]) };
    default:
      return value satisfies never;
  }
}

function substituted(expression: Expression, name: string, meaning: Expression): Expression {
  const inside = (inner: Expression): Expression => substituted(inner, name, meaning);
  switch (expression.k) {
    case "lit":
    case "undef":
      return expression;
    case "name":
      return expression.n === name ? meaning : expression;
    case "member":
      return { ...expression, o: inside(expression.o) };
    case "index":
      return { ...expression, o: inside(expression.o), i: inside(expression.i) };
    case "unary":
      return { ...expression, a: inside(expression.a) };
    case "binary":
      return { ...expression, l: inside(expression.l), r: inside(expression.r) };
    case "cond":
      return { k: "cond", c: inside(expression.c), t: inside(expression.t), e: inside(expression.e) };
    case "list":
    case "call":
      return { ...expression, a: expression.a.map(inside) };
    case "method":
      return { ...expression, o: inside(expression.o), a: expression.a.map(inside) };
    default:
      return expression satisfies never;
  }
}
