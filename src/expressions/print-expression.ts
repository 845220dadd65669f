/** Writes an expression as its author could have: parsing it again gives the same tree. */
import type { Expression } from "./compiled.ts";
import { isIdentifier } from "./name-grammar.ts";
import { needsParenthesesBeside, precedenceOf, PRIMARY_PRECEDENCE, UNARY_PRECEDENCE } from "./precedence.ts";

type Part<K extends Expression["k"]> = Extract<Expression, { readonly k: K }>;

/** The text of an expression, without `${` and `}`, with the fewest parentheses. */
export function printExpression(expression: Expression): string {
  switch (expression.k) {
    case "lit":
      return printLiteral(expression.v);
    case "undef":
      return "undefined";
    case "name":
      return expression.n;
    case "member":
      return `${printHolder(expression.o)}${printMember(expression)}`;
    case "index":
      return `${printHolder(expression.o)}${expression.opt ? "?." : ""}[${printExpression(expression.i)}]`;
    case "unary":
      return printUnary(expression);
    case "binary":
      return `${printSide(expression, "l")} ${expression.op} ${printSide(expression, "r")}`;
    case "cond":
      return printConditional(expression);
    case "list":
      return `[${printAll(expression.a)}]`;
    case "call":
      return `${expression.f}(${printAll(expression.a)})`;
    case "method":
      return `${printHolder(expression.o)}${expression.opt ? "?." : "."}${expression.m}(${printAll(expression.a)})`;
    default:
      return expression satisfies never;
  }
}

/** Numbers beyond what whole numbers can tell apart are written with an exponent, as the parser wants them. */
function printLiteral(value: Part<"lit">["v"]): string {
  if (typeof value !== "number" || Number.isSafeInteger(value) || !Number.isInteger(value))
    return JSON.stringify(value);
  return value.toExponential();
}

function printMember({ p, opt }: Part<"member">): string {
  if (isIdentifier(p)) return `${opt ? "?." : "."}${p}`;
  return `${opt ? "?." : ""}[${JSON.stringify(p)}]`;
}

/** `1.toFixed()` is no number, so that numbers need parentheses too. */
function printHolder(holder: Expression): string {
  const bare = precedenceOf(holder) === PRIMARY_PRECEDENCE && !(holder.k === "lit" && typeof holder.v === "number");
  return bare ? printExpression(holder) : `(${printExpression(holder)})`;
}

function printUnary({ op, a }: Part<"unary">): string {
  const doubled = a.k === "unary" && a.op === op && (op === "-" || op === "+");
  const inner = printWhere(a, precedenceOf(a) >= UNARY_PRECEDENCE && !doubled);
  return op === "typeof" ? `typeof ${inner}` : `${op}${inner}`;
}

function printSide(expression: Part<"binary">, side: "l" | "r"): string {
  const part = expression[side];
  if (part.k === "binary" && needsParenthesesBeside(expression.op, part.op)) return `(${printExpression(part)})`;
  if (expression.op === "**" && side === "l") return printWhere(part, precedenceOf(part) === PRIMARY_PRECEDENCE);
  const grouped = side === "l" || expression.op === "**" ? 0 : 1;
  return printWhere(part, precedenceOf(part) >= precedenceOf(expression) + grouped);
}

function printConditional({ c, t, e }: Part<"cond">): string {
  return `${printWhere(c, precedenceOf(c) > 0)} ? ${printExpression(t)} : ${printExpression(e)}`;
}

function printWhere(part: Expression, bare: boolean): string {
  return bare ? printExpression(part) : `(${printExpression(part)})`;
}

function printAll(parts: readonly Expression[]): string {
  return parts.map(printExpression).join(", ");
}
