/** A value as SQLite takes it: nothing is NULL, true and false are 1 and 0, objects and lists are JSON. */

export function bindValue(value: unknown): string | number | null {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "boolean":
      return value ? 1 : 0;
    default:
      return value === undefined || value === null ? null : JSON.stringify(value);
  }
}
