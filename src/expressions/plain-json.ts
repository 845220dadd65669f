/** The JSON of a value, made without running anything that the value brought along, and within bounds. */
import type { Json } from "../kernel/json.ts";
import type { Budget } from "./budget.ts";
import { ownData } from "./own-member.ts";

/** Spaces, or a text, per level; as the third argument of `JSON.stringify`. */
export type Indent = string | number;

/** The JSON text of a value; `undefined` where the value is nothing. */
export function jsonText(value: unknown, budget: Budget, indent: Indent = 0): string | undefined {
  const width = typeof indent === "number" ? indent : indent.length;
  const plain = plainJson(value, { budget, width, level: 0 });
  if (plain === undefined) return undefined;
  const text = JSON.stringify(plain, null, indent);
  budget.spendText(text.length);
  return text;
}

interface Copying {
  readonly budget: Budget;
  readonly width: number;
  readonly level: number;
}

function plainJson(value: unknown, copying: Copying): Json | undefined {
  if (typeof value === "string") {
    copying.budget.spendText(value.length);
    return value;
  }
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  return typeof value === "object" ? plainContainer(value, copying) : undefined;
}

function plainContainer(value: object, { budget, width, level }: Copying): Json {
  const inner = { budget, width, level: level + 1 };
  budget.enter();
  const plain = Array.isArray(value) ? plainList(value, inner) : plainObject(value, inner);
  budget.leave();
  return plain;
}

function plainList(list: readonly unknown[], inner: Copying): Json {
  inner.budget.spendList(list.length);
  inner.budget.spend(list.length * inner.width * inner.level);
  return Array.from({ length: list.length }, (_, index) => plainJson(ownData(list, String(index)), inner) ?? null);
}

function plainObject(value: object, inner: Copying): Json {
  const entries: [string, Json][] = [];
  for (const key of Object.keys(value)) {
    inner.budget.spend(key.length + 1 + inner.width * inner.level);
    const member = plainJson(ownData(value, key), inner);
    if (member !== undefined) entries.push([key, member]);
  }
  return Object.fromEntries(entries);
}
