/** Lengths of time: a number of a unit that the key tells, or a text that says its own. */
import { formatDuration } from "../../src/kernel/duration.ts";
import type { SchemaObject } from "./json-schema.ts";

/** A text such as `90s`, `1h 30m` or `7 days`. */
const TEXT: SchemaObject = { type: "string", pattern: String.raw`^(\s*\d+(\.\d+)?\s*[A-Za-z]+)+\s*$` };

export interface DurationRange {
  readonly unit: "seconds" | "milliseconds";
  /** In milliseconds, as all the compiler's bounds. */
  readonly least: number;
  readonly most: number;
  readonly orNever?: true;
}

export function duration({ unit, least, most, orNever }: DurationRange): SchemaObject {
  const size = unit === "seconds" ? 1_000 : 1;
  const number = { type: "number", minimum: least / size, maximum: most / size };
  return { anyOf: [number, ...(orNever ? [{ const: "never" }] : []), TEXT] };
}

/** "Seconds, or a text such as `24h`; at most 365 days." */
export function durationInWords({ unit, most, orNever }: DurationRange): string {
  const start = unit === "seconds" ? "Seconds" : "Milliseconds";
  return `${start}, or a text such as \`90s\`, \`24h\` or \`7 days\`; at most ${formatDuration(most)}${orNever ? ", or `never`" : ""}.`;
}
