/** From one type to another as JavaScript does it, except that no value is asked for its own opinion. */
import type { Budget } from "./budget.ts";
import { jsonText } from "./plain-json.ts";

/** No number is written with more characters; so that nobody has megabytes of digits read. */
const MAX_NUMBER_TEXT = 1_024;

/** As `Number(value)`; objects, lists and very long texts are no numbers. */
export function toNumber(value: unknown): number {
  if (typeof value === "string") return value.length > MAX_NUMBER_TEXT ? Number.NaN : Number(value);
  return isObject(value) ? Number.NaN : Number(value);
}

/** As `String(value)`; objects and lists are their JSON. Nothing is "undefined" or "null", as in JavaScript. */
export function toText(value: unknown, budget: Budget): string {
  if (typeof value === "string") return value;
  return isObject(value) ? (jsonText(value, budget) ?? "") : String(value);
}

/** How a value is shown inside a text: as `toText`, but nothing is an empty text. */
export function toShownText(value: unknown, budget: Budget): string {
  return value === undefined || value === null ? "" : toText(value, budget);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** What a value is, for messages; never the value itself, which may be a secret. */
export function describeType(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return "a text";
  if (typeof value === "number") return "a number";
  if (typeof value === "boolean") return "true or false";
  return Array.isArray(value) ? "a list" : "an object";
}
