/** The methods of texts. Patterns and replacements are plain texts: no regular expressions, no `$&`. */
import { optionalNumber, requireCount } from "./argument.ts";
import type { Budget } from "./budget.ts";
import { toNumber, toText } from "./coerce.ts";
import { MAX_LIST } from "./limits.ts";
import type { Method, MethodTable } from "./method.ts";

export const TEXT_METHODS: MethodTable<string> = new Map<string, Method<string>>([
  ["toString", { arity: [0, 0], run: (text) => text }],
  ["toUpperCase", { arity: [0, 0], run: (text, _args, budget) => changeCase(text, budget, "upper") }],
  ["toLowerCase", { arity: [0, 0], run: (text, _args, budget) => changeCase(text, budget, "lower") }],
  ["trim", { arity: [0, 0], run: (text, _args, budget) => made(text.trim(), budget) }],
  ["trimStart", { arity: [0, 0], run: (text, _args, budget) => made(text.trimStart(), budget) }],
  ["trimEnd", { arity: [0, 0], run: (text, _args, budget) => made(text.trimEnd(), budget) }],
  [
    "slice",
    {
      arity: [0, 2],
      run: (text, [from, to], budget) => made(text.slice(optionalNumber(from), optionalNumber(to)), budget),
    },
  ],
  [
    "substring",
    {
      arity: [1, 2],
      run: (text, [from, to], budget) => made(text.substring(toNumber(from), optionalNumber(to)), budget),
    },
  ],
  ["at", { arity: [1, 1], run: (text, [index]) => text.at(toNumber(index)) }],
  ["charAt", { arity: [1, 1], run: (text, [index]) => text.charAt(toNumber(index)) }],
  [
    "startsWith",
    { arity: [1, 2], run: (text, [part, from], budget) => text.startsWith(toText(part, budget), optionalNumber(from)) },
  ],
  [
    "endsWith",
    { arity: [1, 2], run: (text, [part, to], budget) => text.endsWith(toText(part, budget), optionalNumber(to)) },
  ],
  [
    "includes",
    {
      arity: [1, 2],
      run: (text, [part, from], budget) => text.includes(wanted(text, part, budget), optionalNumber(from)),
    },
  ],
  [
    "indexOf",
    {
      arity: [1, 2],
      run: (text, [part, from], budget) => text.indexOf(wanted(text, part, budget), optionalNumber(from)),
    },
  ],
  [
    "lastIndexOf",
    {
      arity: [1, 2],
      run: (text, [part, from], budget) => text.lastIndexOf(wanted(text, part, budget), optionalNumber(from)),
    },
  ],
  ["split", { arity: [0, 2], run: split }],
  ["replace", { arity: [2, 2], run: replace }],
  ["replaceAll", { arity: [2, 2], run: replaceAll }],
  ["padStart", { arity: [1, 2], run: (text, args, budget) => pad(text, args, budget, "start") }],
  ["padEnd", { arity: [1, 2], run: (text, args, budget) => pad(text, args, budget, "end") }],
  ["repeat", { arity: [1, 1], run: repeat }],
  ["concat", { arity: [0, Infinity], run: concat }],
]);

/** For texts that are no longer than the one they are made of. */
function made(text: string, budget: Budget): string {
  budget.spendText(text.length);
  return text;
}

/** The text to look for; pays for the search. */
function wanted(text: string, part: unknown, budget: Budget): string {
  const found = toText(part, budget);
  budget.spendSearch(text, found);
  return found;
}

/** One character may become three, as in "ﬃ". */
function changeCase(text: string, budget: Budget, to: "upper" | "lower"): string {
  budget.spend(text.length * 3);
  return made(to === "upper" ? text.toUpperCase() : text.toLowerCase(), budget);
}

function split(text: string, [separator, limit]: readonly unknown[], budget: Budget): string[] {
  if (separator === undefined) return [text];
  const by = wanted(text, separator, budget);
  const parts = text.split(by, Math.min(MAX_LIST + 1, limit === undefined ? Infinity : toNumber(limit) >>> 0));
  budget.spendList(parts.length);
  budget.spend(text.length);
  return parts;
}

function replace(text: string, [from, to]: readonly unknown[], budget: Budget): string {
  const part = wanted(text, from, budget);
  const replacement = toText(to, budget);
  budget.spendText(text.length + replacement.length);
  return text.replace(part, () => replacement);
}

function replaceAll(text: string, [from, to]: readonly unknown[], budget: Budget): string {
  const part = wanted(text, from, budget);
  const replacement = toText(to, budget);
  const times = part === "" ? text.length + 1 : countOf(text, part);
  budget.spendText(text.length + times * (replacement.length - part.length));
  budget.spend(text.length);
  return text.replaceAll(part, () => replacement);
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}

function pad(text: string, [length, filler]: readonly unknown[], budget: Budget, side: "start" | "end"): string {
  const target = requireCount(length, side === "start" ? "padStart" : "padEnd", [-Infinity, Infinity]);
  const fill = filler === undefined ? " " : toText(filler, budget);
  budget.spendText(fill === "" ? text.length : Math.max(text.length, target));
  return side === "start" ? text.padStart(target, fill) : text.padEnd(target, fill);
}

function repeat(text: string, [times]: readonly unknown[], budget: Budget): string {
  const count = requireCount(times, "repeat", [0, Number.MAX_SAFE_INTEGER]);
  budget.spendText(text.length * count);
  return text === "" ? "" : text.repeat(count);
}

function concat(text: string, args: readonly unknown[], budget: Budget): string {
  const parts = args.map((part) => toText(part, budget));
  budget.spendText(parts.reduce((length, part) => length + part.length, text.length));
  return text.concat(...parts);
}
