/** The operators with two sides, both already known. */
import type { Budget } from "./budget.ts";
import { toNumber, toText } from "./coerce.ts";
import type { BinaryOperator } from "./compiled.ts";

export type StrictOperator = Exclude<BinaryOperator, "&&" | "||" | "??">;

type Sides = readonly [left: unknown, right: unknown];

/** As JavaScript computes it; objects and lists are JSON beside a text, `NaN` elsewhere, and equal only to themselves. */
export function computeBinary(op: StrictOperator, sides: Sides, budget: Budget): unknown {
  const [left, right] = sides;
  switch (op) {
    case "+":
      return add(sides, budget);
    case "===":
      return left === right;
    case "!==":
      return left !== right;
    case "==":
      return looselyEqual(sides);
    case "!=":
      return !looselyEqual(sides);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(op, sides);
    default:
      return calculate(op, toNumber(left), toNumber(right));
  }
}

function add([left, right]: Sides, budget: Budget): unknown {
  if (typeof left !== "string" && typeof right !== "string") return toNumber(left) + toNumber(right);
  const before = toText(left, budget);
  const after = toText(right, budget);
  budget.spendText(before.length + after.length);
  return before + after;
}

/** JavaScript's `==`, but an object is not asked for its text: beside a text or a number it is `NaN`, and equal to nothing. */
function looselyEqual([left, right]: Sides): boolean {
  const oneIsNothing = left === undefined || left === null || right === undefined || right === null;
  if (oneIsNothing) return (left ?? null) === (right ?? null);
  if (typeof left === typeof right) return left === right;
  return toNumber(left) === toNumber(right);
}

function compare(op: "<" | "<=" | ">" | ">=", [left, right]: Sides): boolean {
  if (typeof left === "string" && typeof right === "string") return ordered(op, left, right);
  return ordered(op, toNumber(left), toNumber(right));
}

function ordered<Value extends string | number>(op: "<" | "<=" | ">" | ">=", left: Value, right: Value): boolean {
  switch (op) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return op satisfies never;
  }
}

function calculate(op: "-" | "*" | "/" | "%" | "**", left: number, right: number): number {
  switch (op) {
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "**":
      return left ** right;
    default:
      return op satisfies never;
  }
}
