/** Reads data and nothing but data: own properties, never a prototype, a getter or a function. */
import { isDeniedMember } from "./denied-members.ts";

/**
 * The member `key` of a value; `undefined` where there is none. Texts have `length` and indexes.
 * Reading a member of nothing gives nothing.
 */
export function ownMember(value: unknown, key: unknown): unknown {
  const name = memberName(key);
  if (name === undefined || isDeniedMember(name)) return undefined;
  if (typeof value === "string") return ownData(Object(value), name);
  return typeof value === "object" && value !== null ? ownData(value, name) : undefined;
}

/** The data property `name` of an object as plain data; accessors are not run. */
export function ownData(holder: object, name: string): unknown {
  return plainValue(Object.getOwnPropertyDescriptor(holder, name)?.value);
}

/** Functions and symbols are not data; a moment is its ISO 8601 text. */
function plainValue(value: unknown): unknown {
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value === "bigint") return String(value);
  return value instanceof Date ? isoText(value) : value;
}

function isoText(value: Date): string | undefined {
  try {
    return Date.prototype.toISOString.call(value);
  } catch {
    return undefined;
  }
}

/** Objects are no keys: asking one for its text could run code of its own. */
function memberName(key: unknown): string | undefined {
  return typeof key === "object" && key !== null ? undefined : String(key);
}
