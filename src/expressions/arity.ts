/** How many arguments a function takes: the least and the most. */
export type Arity = readonly [least: number, most: number];

/** In words: "1 argument", "1 or 2 arguments", "at least 1 argument". */
export function formatArity([least, most]: Arity): string {
  if (most === Infinity) return `at least ${counted(least)}`;
  if (least === most) return least === 0 ? "no arguments" : counted(least);
  return `${least} ${most - least === 1 ? "or" : "to"} ${counted(most)}`;
}

function counted(count: number): string {
  return `${count} ${count === 1 ? "argument" : "arguments"}`;
}
