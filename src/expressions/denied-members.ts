/** The members that lead out of data into the machine: nobody reads them, written or computed. */

const DENIED: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** True for `__proto__`, `prototype` and `constructor`. */
export function isDeniedMember(name: string): boolean {
  return DENIED.has(name);
}
