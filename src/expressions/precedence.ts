/** How tightly the parts of an expression hold together; a higher number holds tighter. As in JavaScript. */
import type { BinaryOperator, Expression } from "./compiled.ts";

const BINARY: Readonly<Record<BinaryOperator, number>> = {
  "??": 1,
  "||": 1,
  "&&": 2,
  "==": 6,
  "!=": 6,
  "===": 6,
  "!==": 6,
  "<": 7,
  "<=": 7,
  ">": 7,
  ">=": 7,
  "+": 9,
  "-": 9,
  "*": 10,
  "/": 10,
  "%": 10,
  "**": 11,
};

export const UNARY_PRECEDENCE = 12;
export const PRIMARY_PRECEDENCE = 13;

export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(BINARY, text);
}

export function precedenceOf(expression: Expression): number {
  switch (expression.k) {
    case "cond":
      return 0;
    case "binary":
      return BINARY[expression.op];
    case "unary":
      return UNARY_PRECEDENCE;
    default:
      return PRIMARY_PRECEDENCE;
  }
}

/** JavaScript wants parentheses where `??` meets `||` or `&&`, since readers disagree on which comes first. */
export function needsParenthesesBeside(outer: string, inner: string): boolean {
  if (outer === "??") return inner === "||" || inner === "&&";
  return (outer === "||" || outer === "&&") && inner === "??";
}
