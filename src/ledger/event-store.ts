/** Lines of the audit trail as events are made of them: list only. */
import { formatEventId, type EventPlace } from "../kernel/ids.ts";
import type { ChainEntry } from "./audit-chain.ts";

export type EventRow = Omit<ChainEntry, "id"> & {
  readonly hash: string;
  /** `null` where it belongs to neither run nor approval. */
  readonly ensemble: string | null;
};

export interface EventWalk {
  /** Number of the line after which it begins. */
  readonly after: number;
  /** `null`: the whole workspace. */
  readonly run: string | null;
  readonly limit: number;
}

/** Oldest first. */
export function listEventRows(sql: SqlStorage, { after, run, limit }: EventWalk): readonly EventRow[] {
  return sql
    .exec<EventRow>(
      `SELECT audit.seq AS seq, hash, at, type, audit.actor AS actor, audit.run_id AS runId,
          audit.approval_id AS approvalId, detail, coalesce(runs.ensemble, approvals.ensemble) AS ensemble
        FROM audit LEFT JOIN runs USING (run_id) LEFT JOIN approvals USING (approval_id)
        WHERE ${run === null ? "" : "audit.run_id = ?3 AND "}audit.seq > ?1 ORDER BY audit.seq LIMIT ?2`,
      after,
      limit,
      ...(run === null ? [] : [run]),
    )
    .toArray();
}

/** Whether a place is one of this trail's. */
export function isPlaceKnown(sql: SqlStorage, { seq, mark }: EventPlace): boolean {
  if (seq === 0) return true;
  const row = sql.exec<{ hash: string }>("SELECT hash FROM audit WHERE seq = ?", seq).toArray()[0];
  return row !== undefined && row.hash.startsWith(mark);
}

/** The id of the newest line. */
export function loadNewestId(sql: SqlStorage): string {
  const row = sql
    .exec<{ seq: number; hash: string }>("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    .toArray()[0];
  return formatEventId(row?.seq ?? 0, row?.hash ?? "");
}
