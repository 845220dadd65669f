/** The functions that an expression may call, by their full names. Nothing else can be called. */
import type { Arity } from "./arity.ts";
import type { Budget } from "./budget.ts";
import { describeType, toNumber, toText } from "./coerce.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { jsonText, type Indent } from "./plain-json.ts";

export interface AllowedFunction {
  readonly arity: Arity;
  readonly run: (args: readonly unknown[], context: { readonly now: string; readonly budget: Budget }) => unknown;
}

/** Without `random`, since a run must come to the same result when it is replayed. */
const MATH = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  clz32: Math.clz32,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  floor: Math.floor,
  fround: Math.fround,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  round: Math.round,
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  trunc: Math.trunc,
} as const;
const MATH_OF_TWO = { atan2: Math.atan2, imul: Math.imul, pow: Math.pow } as const;
const MATH_OF_MANY = { hypot: Math.hypot, max: Math.max, min: Math.min } as const;

const FUNCTIONS: ReadonlyMap<string, AllowedFunction> = new Map<string, AllowedFunction>([
  ["now", { arity: [0, 0], run: (_args, { now }) => now }],
  ["String", { arity: [1, 1], run: ([value], { budget }) => toText(value, budget) }],
  ["Number", { arity: [1, 1], run: ([value]) => toNumber(value) }],
  ["Boolean", { arity: [1, 1], run: ([value]) => Boolean(value) }],
  ["JSON.stringify", { arity: [1, 3], run: stringify }],
  ...mathFunctions(MATH, [1, 1]),
  ...mathFunctions(MATH_OF_TWO, [2, 2]),
  ...mathFunctions(MATH_OF_MANY, [1, Infinity]),
]);

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ["Math.E", Math.E],
  ["Math.LN10", Math.LN10],
  ["Math.LN2", Math.LN2],
  ["Math.LOG10E", Math.LOG10E],
  ["Math.LOG2E", Math.LOG2E],
  ["Math.PI", Math.PI],
  ["Math.SQRT1_2", Math.SQRT1_2],
  ["Math.SQRT2", Math.SQRT2],
]);

/** All names by which functions are called, such as `now` and `Math.ceil`. */
export const FUNCTION_NAMES: readonly string[] = [...FUNCTIONS.keys()];

/** The words with which functions start, such as `now`, `Math` and `JSON`. */
export const FUNCTION_ROOTS: ReadonlySet<string> = new Set(FUNCTION_NAMES.map((name) => name.replace(/\..*$/, "")));

/** The function of that full name, or `undefined` where it is not on the list. */
export function functionNamed(name: string): AllowedFunction | undefined {
  return FUNCTIONS.get(name);
}

/** The value of a constant such as `Math.PI`. */
export function constantNamed(name: string): number | undefined {
  return CONSTANTS.get(name);
}

function mathFunctions(
  table: Readonly<Record<string, (...values: number[]) => number>>,
  arity: Arity,
): [string, AllowedFunction][] {
  return Object.entries(table).map(([name, compute]) => [
    `Math.${name}`,
    { arity, run: (args) => compute(...args.map(toNumber)) },
  ]);
}

function stringify([value, replacer, indent]: readonly unknown[], { budget }: { readonly budget: Budget }): unknown {
  if (replacer !== undefined && replacer !== null) {
    throw new EvaluationError(
      "argument-invalid",
      `JSON.stringify takes null as its second argument, not ${describeType(replacer)}`,
    );
  }
  return jsonText(value, budget, indentOf(indent));
}

/** As JavaScript bounds it: at most ten spaces, or ten characters. */
function indentOf(value: unknown): Indent {
  if (typeof value === "number") return Math.min(10, Math.max(0, Math.trunc(value) || 0));
  return typeof value === "string" ? value.slice(0, 10) : 0;
}
