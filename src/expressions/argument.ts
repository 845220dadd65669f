/** Arguments of methods, as numbers. */
import { toNumber } from "./coerce.ts";
import { EvaluationError } from "./evaluation-error.ts";

/** The argument as a number, or `undefined` where it was left out. */
export function optionalNumber(value: unknown): number | undefined {
  return value === undefined ? undefined : toNumber(value);
}

/** The argument as a whole number within bounds; nothing and non-numbers are 0, as in JavaScript. */
export function requireCount(value: unknown, method: string, [least, most]: readonly [number, number]): number {
  const count = Math.trunc(toNumber(value)) || 0;
  if (count >= least && count <= most) return count;
  const range = most === Infinity ? `a number from ${least} on` : `a number from ${least} to ${most}`;
  throw new EvaluationError("argument-invalid", `${method} takes ${range}`);
}
