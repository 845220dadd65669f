/** The shape of a harmless method: it is looked up by name in our tables, never on the value. */
import type { Arity } from "./arity.ts";
import type { Budget } from "./budget.ts";

export interface Method<Value> {
  readonly arity: Arity;
  readonly run: (value: Value, args: readonly unknown[], budget: Budget) => unknown;
}

export type MethodTable<Value> = ReadonlyMap<string, Method<Value>>;
