/** Lists as the API gives them, a page at a time. */

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** For the next page; `null` at the end. */
  readonly nextCursor: string | null;
}

/** Which page, and how long. */
export interface PageQuery {
  /** 1 to 100; default: 20. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** Every item of every page, fetched as they are wanted. */
export async function* everyItem<T>(list: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T, void> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await list(cursor);
    yield* items;
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** What every call takes. */
export interface CallOptions {
  /** Calls it off; `AbortSignal.timeout(ms)` bounds it. */
  readonly signal?: AbortSignal;
}
