/** The platform's list prices on the paid plan, beyond what the plan includes, in US dollars. */
import type { Counts } from "./tally.ts";

/** For a million of each; a Workflow's run is a request to a Worker. Every alarm set is a row written. */
export const PRICES = {
  workerRequests: 0.3,
  objectRequests: 0.15,
  steps: 8,
  rowsRead: 0.001,
  rowsWritten: 1,
} as const;

export type Billed = Readonly<Record<keyof typeof PRICES, number>>;

/** What is billed of what was counted. */
export function billedOf({ workerRequests, runs, steps, objects }: Counts): Billed {
  const all = Object.values(objects);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    workerRequests: workerRequests + runs,
    objectRequests: sum(all.flatMap(({ calls }) => Object.values(calls))),
    steps,
    rowsRead: sum(all.map(({ rowsRead }) => rowsRead)),
    rowsWritten: sum(all.map(({ rowsWritten, alarmsSet }) => rowsWritten + alarmsSet)),
  };
}

/** Dollars for a million of them. */
export function priceOfMillion(billed: Billed): number {
  return keysOf(PRICES).reduce((sum, name) => sum + billed[name] * PRICES[name], 0);
}

export function keysOf<K extends string>(object: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(object) as K[];
}
