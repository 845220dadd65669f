/** The methods of lists. None changes the list it is called on; none takes a function. */
import { optionalNumber } from "./argument.ts";
import type { Budget } from "./budget.ts";
import { toNumber, toShownText, toText } from "./coerce.ts";
import { MAX_DEPTH } from "./limits.ts";
import type { Method, MethodTable } from "./method.ts";
import { ownData } from "./own-member.ts";

type List = readonly unknown[];

export const LIST_METHODS: MethodTable<List> = new Map<string, Method<List>>([
  ["toString", { arity: [0, 0], run: (list, _args, budget) => toText(list, budget) }],
  ["at", { arity: [1, 1], run: (list, [index]) => elementAt(list, toNumber(index)) }],
  [
    "slice",
    {
      arity: [0, 2],
      run: (list, [from, to], budget) => copied(list, budget).slice(optionalNumber(from), optionalNumber(to)),
    },
  ],
  [
    "includes",
    { arity: [1, 2], run: (list, [value, from], budget) => copied(list, budget).includes(value, optionalNumber(from)) },
  ],
  [
    "indexOf",
    { arity: [1, 2], run: (list, [value, from], budget) => copied(list, budget).indexOf(value, optionalNumber(from)) },
  ],
  ["lastIndexOf", { arity: [1, 1], run: (list, [value], budget) => copied(list, budget).lastIndexOf(value) }],
  ["reverse", { arity: [0, 0], run: (list, _args, budget) => copied(list, budget).toReversed() }],
  ["concat", { arity: [0, Infinity], run: concat }],
  ["flat", { arity: [0, 1], run: flat }],
  ["join", { arity: [0, 1], run: join }],
]);

/** The elements as plain data; holes are nothing. */
function copied(list: List, budget: Budget): unknown[] {
  budget.spendList(list.length);
  return Array.from({ length: list.length }, (_, index) => ownData(list, String(index)));
}

function elementAt(list: List, index: number): unknown {
  const whole = Math.trunc(index) || 0;
  return ownData(list, String(whole < 0 ? list.length + whole : whole));
}

function concat(list: List, args: List, budget: Budget): unknown[] {
  const parts = [list, ...args];
  budget.spendList(parts.reduce<number>((length, part) => length + (Array.isArray(part) ? part.length : 1), 0));
  return parts.flatMap((part) => (Array.isArray(part) ? copied(part, budget) : [part]));
}

function flat(list: List, [depth]: List, budget: Budget): unknown[] {
  const levels = depth === undefined ? 1 : Math.min(MAX_DEPTH, toNumber(depth));
  const out: unknown[] = [];
  pour(list, levels, { out, budget });
  return out;
}

function pour(list: List, levels: number, to: { readonly out: unknown[]; readonly budget: Budget }): void {
  to.budget.enter();
  for (const element of copied(list, to.budget)) {
    if (Array.isArray(element) && levels >= 1) pour(element, levels - 1, to);
    else to.out.push(element);
  }
  to.budget.leave();
}

/** Nothing is an empty text, as in JavaScript; lists and objects inside are their JSON. */
function join(list: List, [separator]: List, budget: Budget): string {
  const between = separator === undefined ? "," : toText(separator, budget);
  const texts = copied(list, budget).map((element) => toShownText(element, budget));
  const length = texts.reduce((sum, text) => sum + text.length, between.length * Math.max(0, texts.length - 1));
  budget.spendText(length);
  return texts.join(between);
}
