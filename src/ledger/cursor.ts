/** Cursors: where a page ended, as an opaque text. Lists are walked by key, so a page costs the same at any depth. */
import { Buffer } from "node:buffer";

export type ListName = "runs" | "approvals" | "audit" | "absences";

/** What a list is ordered by, newest first; `id` parts what has the same `order`. */
export interface SortKey {
  /** Epoch milliseconds, of an absence those of its beginning; of the audit trail the sequence number. */
  readonly order: number;
  readonly id: string;
}

/** Before everything that a list can hold. */
export const NEWEST: SortKey = { order: Number.MAX_SAFE_INTEGER, id: "" };

const LONGEST = 400;

export function formatCursor(list: ListName, key: SortKey): string {
  return Buffer.from(JSON.stringify([list, key.order, key.id])).toString("base64url");
}

/** The key inside a cursor; `null` where the text is no cursor of that list. Doors answer `bad-request` then. */
export function parseCursor(list: ListName, text: string): SortKey | null {
  if (text.length > LONGEST) return null;
  const parts = decode(text);
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [name, order, id]: unknown[] = parts;
  if (name !== list || typeof id !== "string") return null;
  return typeof order === "number" && Number.isSafeInteger(order) && order >= 0 ? { order, id } : null;
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
}
