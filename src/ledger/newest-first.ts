/**
 * Walks the lists that can be filtered by status, newest first. Their indexes have the status before the time, so that
 * "pending, of Ana" is one range. Without a status the ranges of all are merged, a page from each: nothing longer is
 * ever sorted, however long the list.
 */
import type { PageWalk, Walked } from "./page.ts";

/** A condition in SQL with the value of its one parameter. */
export interface SqlCondition {
  readonly sql: string;
  readonly value: string;
}

export interface StatusScan {
  /** Known as `row` to the conditions. */
  readonly table: string;
  /** The id's column. */
  readonly id: string;
  /** The index's first column, before the status. */
  readonly scope: SqlCondition | null;
  readonly statuses: readonly string[];
  /** Conditions that no index serves. */
  readonly others: readonly SqlCondition[];
}

export function newestFirst(sql: SqlStorage, scan: StatusScan, walk: PageWalk): readonly Walked[] {
  const query = queryOf(scan);
  const given = [...scan.others, ...(scan.scope === null ? [] : [scan.scope])].map(({ value }) => value);
  const ranges = scan.statuses.flatMap((status) =>
    untilEnough(sql.exec<Walked>(query, ...given, status, walk.after.order, walk.after.id, walk.scan), walk.limit),
  );
  return ranges.toSorted(byNewest).slice(0, walk.scan);
}

/** Reads no further than a page needs: one more than it holds tells that there is another. */
function untilEnough(rows: Iterable<Walked>, limit: number): readonly Walked[] {
  const read: Walked[] = [];
  let fitting = 0;
  for (const row of rows) {
    read.push(row);
    fitting += row.fits;
    if (fitting > limit) break;
  }
  return read;
}

function queryOf({ table, id, scope, others }: StatusScan): string {
  const fits = others.length === 0 ? "1" : others.map((other) => `(${other.sql})`).join(" AND ");
  return `SELECT ${id} AS id, created_at AS "order", ${fits} AS fits FROM ${table} AS row
    WHERE ${scope === null ? "" : `${scope.sql} AND `}status = ? AND (created_at, ${id}) < (?, ?)
    ORDER BY created_at DESC, ${id} DESC LIMIT ?`;
}

/** As SQLite orders them: ids are ASCII. */
function byNewest(a: Walked, b: Walked): number {
  if (a.order !== b.order) return b.order - a.order;
  return a.id < b.id ? 1 : -1;
}
