/** All harmless methods, by the type of value that has them. */
import { requireCount } from "./argument.ts";
import type { Arity } from "./arity.ts";
import type { Budget } from "./budget.ts";
import { describeType } from "./coerce.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { LIST_METHODS } from "./list-methods.ts";
import type { Method, MethodTable } from "./method.ts";
import { TEXT_METHODS } from "./text-methods.ts";

const NUMBER_METHODS: MethodTable<number> = new Map<string, Method<number>>([
  ["toFixed", { arity: [0, 1], run: (value, [digits]) => value.toFixed(requireCount(digits, "toFixed", [0, 100])) }],
  ["toString", { arity: [0, 1], run: numberText }],
]);

const BOOLEAN_METHODS: MethodTable<boolean> = new Map<string, Method<boolean>>([
  ["toString", { arity: [0, 0], run: String }],
]);

const TABLES = [TEXT_METHODS, LIST_METHODS, NUMBER_METHODS, BOOLEAN_METHODS] as const;

export const METHOD_NAMES: readonly string[] = [...new Set(TABLES.flatMap((table) => [...table.keys()]))];

/** The arguments that a method takes, whatever it is called on; `undefined` where no type has such a method. */
export function methodArity(name: string): Arity | undefined {
  const arities = TABLES.map((table) => table.get(name)?.arity).filter((arity) => arity !== undefined);
  if (arities.length === 0) return undefined;
  return [Math.min(...arities.map(([least]) => least)), Math.max(...arities.map(([, most]) => most))];
}

export interface MethodCall {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly budget: Budget;
}

/**
 * Calls a method of a value; a method of nothing gives nothing.
 *
 * @throws EvaluationError `method-unknown` where the value is of a type that has no such method
 */
export function callMethod(value: unknown, call: MethodCall): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return run(TEXT_METHODS, value, call);
  if (typeof value === "number") return run(NUMBER_METHODS, value, call);
  if (typeof value === "boolean") return run(BOOLEAN_METHODS, value, call);
  if (Array.isArray(value)) return run(LIST_METHODS, value, call);
  throw unknownMethod(value, call.name);
}

function run<Value>(table: MethodTable<Value>, value: Value, { name, args, budget }: MethodCall): unknown {
  const method = table.get(name);
  if (method === undefined) throw unknownMethod(value, name);
  return method.run(value, args, budget);
}

function unknownMethod(value: unknown, name: string): EvaluationError {
  const owners = [
    TEXT_METHODS.has(name) ? "texts" : [],
    LIST_METHODS.has(name) ? "lists" : [],
    NUMBER_METHODS.has(name) ? "numbers" : [],
  ].flat();
  const whose = owners.length > 0 ? ` is a method of ${owners.join(" and ")}` : " is not a method";
  return new EvaluationError(
    "method-unknown",
    `${name}()${whose}; the value it was called on is ${describeType(value)}`,
  );
}

function numberText(value: number, [radix]: readonly unknown[]): string {
  return value.toString(radix === undefined ? 10 : requireCount(radix, "toString", [2, 36]));
}
