/** Finds approvals by their text. Where few have it, an index of all texts knows them, however long the history is. */
import { type ApprovalFilter, conditionsOf } from "./approval-store.ts";
import type { PageWalk, Walked } from "./page.ts";

/** Of more than these, the newest are found sooner by walking a list. */
const FEW = 500;

/** The index knows no shorter pieces, in characters. */
const LEAST_LENGTH = 3;

/**
 * The approvals that have the text; `null` where they are many, or where the index cannot tell.
 * @param text - folded
 */
export function listFewWithText(sql: SqlStorage, text: string): readonly string[] | null {
  // What a query of the index is written in ends at a NUL.
  if (Array.from(text).length < LEAST_LENGTH || text.includes("\0")) return null;
  const phrase = `"${text.replaceAll('"', '""')}"`;
  const found = sql
    .exec<{ id: string }>("SELECT approval_id AS id FROM approval_search WHERE text MATCH ? LIMIT ?", phrase, FEW + 1)
    .toArray();
  return found.length > FEW ? null : found.map(({ id }) => id);
}

/** Those among them that fit, newest first: as many as the walk wants. */
export function listKeysAmong(
  sql: SqlStorage,
  ids: readonly string[],
  { text: _known, ...filter }: ApprovalFilter,
  walk: PageWalk,
): readonly Walked[] {
  const conditions = Object.values(conditionsOf(filter)).flat();
  // A cross join is made in the order in which it is written: from the few to their rows.
  return sql
    .exec<Walked>(
      `SELECT row.approval_id AS id, row.created_at AS "order", 1 AS fits
        FROM json_each(?) AS wanted CROSS JOIN approvals AS row ON row.approval_id = wanted.value
        WHERE row.status IN (SELECT value FROM json_each(?)) AND (row.created_at, row.approval_id) < (?, ?)
          ${conditions.map((condition) => `AND (${condition.sql})`).join(" ")}
        ORDER BY row.created_at DESC, row.approval_id DESC LIMIT ?`,
      JSON.stringify(ids),
      JSON.stringify(filter.statuses),
      walk.after.order,
      walk.after.id,
      ...conditions.map(({ value }) => value),
      walk.scan,
    )
    .toArray();
}
