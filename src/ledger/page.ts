/** Pages: how many rows of an index a page walks, and where the next one starts. */
import { formatCursor, NEWEST, parseCursor, type ListName, type SortKey } from "./cursor.ts";
import type { Page } from "./queries.ts";

export const EMPTY_PAGE: Page<never> = { items: [], nextCursor: null };

const LARGEST_PAGE = 100;

/** Rows walked for one page where an index serves only the first of several filters. */
const SCAN = 1_000;

/** The same where a text is looked for: rarely, and what has it may be far back. */
export const TEXT_SCAN = 10_000;

/** Text that one page may hold: RPC carries 32 MiB, and clones it. */
const PAGE_BYTES = 8 * 1024 * 1024;

export interface PageWalk {
  readonly after: SortKey;
  readonly limit: number;
  /** Rows to read from the index. */
  readonly scan: number;
}

/** A row of the index that was walked. `fits` is 0 where another filter leaves it out. */
export type Walked = {
  readonly order: number;
  readonly id: string;
  readonly fits: number;
};

/** How to walk for one page; `null` where the cursor is none of that list. */
export function planWalk(
  list: ListName,
  query: { readonly limit: number; readonly cursor?: string },
  filters: { readonly unindexed: number; readonly scan?: number; readonly before?: number | undefined },
): PageWalk | null {
  const start = filters.before === undefined ? NEWEST : { order: filters.before, id: "" };
  const cursor = query.cursor === undefined ? start : parseCursor(list, query.cursor);
  if (cursor === null) return null;
  const after = cursor.order <= start.order ? cursor : start;
  const limit = Math.min(Math.max(1, Math.trunc(query.limit)), LARGEST_PAGE);
  return { after, limit, scan: filters.unindexed > 0 ? (filters.scan ?? SCAN) : limit + 1 };
}

/** The rows of one page, and the key after which the next one starts; a page can be short where `SCAN` rows gave no more. */
export function cutPage<T extends Walked>(
  walked: readonly T[],
  walk: PageWalk,
): { readonly rows: readonly T[]; readonly next: SortKey | null } {
  const fitting = walked.filter((row) => row.fits !== 0);
  const rows = fitting.slice(0, walk.limit);
  if (fitting.length > walk.limit) return { rows, next: rows.at(-1) ?? null };
  return { rows, next: walked.length === walk.scan ? (walked.at(-1) ?? null) : null };
}

/** Makes the items of a page, and ends it early where it would become too large to send. */
export function fillPage<R extends Walked, T>(
  list: ListName,
  cut: { readonly rows: readonly R[]; readonly next: SortKey | null },
  makeItem: (row: R) => T | null,
): Page<T> {
  const items: T[] = [];
  let bytes = 0;
  for (const row of cut.rows) {
    const item = makeItem(row);
    if (item === null) continue;
    items.push(item);
    bytes += JSON.stringify(item).length;
    if (bytes > PAGE_BYTES)
      return { items, nextCursor: row === cut.rows.at(-1) ? cursorOf(list, cut.next) : formatCursor(list, row) };
  }
  return { items, nextCursor: cursorOf(list, cut.next) };
}

function cursorOf(list: ListName, key: SortKey | null): string | null {
  return key === null ? null : formatCursor(list, key);
}
