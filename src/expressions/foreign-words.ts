/** What people write who know JavaScript, and what the language offers in its place. */

const NAMES: ReadonlyMap<string, string> = new Map([
  ["Date", "for the time, write now()"],
  ["Infinity", "numbers are finite here"],
  ["NaN", "numbers are finite here"],
  ["Object", "use an agent with operation: code"],
  ["Array", "lists have length, includes(), join() and the like"],
  ["process", "for a variable of the environment, write env.NAME"],
  ["globalThis", "there are no globals"],
  ["window", "there are no globals"],
  ["console", "there are no globals"],
  ["context", "write input.NAME, env.NAME or the name of an agent"],
  ["inputs", "write input.NAME"],
]);

const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["Date", "use now()"],
  ["Date.now", "use now()"],
  ["Math.random", "a run must come to the same result when it is replayed"],
  ["parseInt", "use Math.trunc(Number(text))"],
  ["parseFloat", "use Number(text)"],
  ["Number.parseFloat", "use Number(text)"],
  ["Number.parseInt", "use Math.trunc(Number(text))"],
  ["isNaN", "compare the value with itself: x !== x"],
  ["Number.isNaN", "compare the value with itself: x !== x"],
  ["Number.isInteger", "use Math.trunc(x) === x"],
  ["JSON.parse", "the outputs of think and http agents are parsed already"],
  ["Object.keys", "use an agent with operation: code"],
  ["Object.values", "use an agent with operation: code"],
  ["Object.entries", "use an agent with operation: code"],
  ["Array.isArray", "use an agent with operation: code"],
  ["encodeURIComponent", "use an agent with operation: code"],
]);

const TAKING_FUNCTIONS: ReadonlySet<string> = new Set([
  "map",
  "filter",
  "reduce",
  "find",
  "findIndex",
  "findLast",
  "some",
  "every",
  "forEach",
  "sort",
  "flatMap",
]);

const METHODS: ReadonlyMap<string, string> = new Map([
  ["length", "length is a member: write it without ()"],
  ["substr", "use slice(from, to)"],
  ["toLocaleString", "use toFixed(digits)"],
  ["toISOString", "now() is an ISO 8601 text already"],
  ["push", "nothing is changed here; use concat(value)"],
  ["contains", "use includes(value)"],
  ["match", "there are no regular expressions; use includes() or startsWith()"],
  ["test", "there are no regular expressions; use includes() or startsWith()"],
  ["toReversed", "reverse() changes nothing here and does the same"],
]);

/** Help for a name that does not exist. */
export function helpWithName(name: string): string | undefined {
  return NAMES.get(name);
}

/** Help for a function that is not on the list, by its full name. */
export function helpWithFunction(name: string): string | undefined {
  return FUNCTIONS.get(name);
}

/** Help for a method that is not on the list. */
export function helpWithMethod(name: string): string | undefined {
  return TAKING_FUNCTIONS.has(name) ? "it takes a function; use an agent with operation: code" : METHODS.get(name);
}
