/** Refuses a cursor that this list has never given out. */
import { CountersignError } from "../kernel/errors.ts";
import { type ListName, parseCursor } from "../ledger/cursor.ts";

export function requireCursor(list: ListName, cursor: string | undefined): void {
  if (cursor === undefined || parseCursor(list, cursor) !== null) return;
  throw new CountersignError("bad-request", "The cursor is not one that this list gave out.", {
    errors: [{ path: "cursor", message: "take it from nextCursor" }],
  });
}
