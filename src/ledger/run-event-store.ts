/** Events that came for runs: load, save and list only. */
import type { TakenEvent } from "./port.ts";

export interface RunEventRow {
  readonly runId: string;
  readonly key: string;
  readonly type: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly requestHash: string;
  readonly payloadJson: string;
}

export function insertRunEvent(sql: SqlStorage, event: RunEventRow): void {
  sql.exec(
    "INSERT INTO run_events (run_id, key, type, at, request_hash, payload_json) VALUES (?, ?, ?, ?, ?, ?)",
    event.runId,
    event.key,
    event.type,
    event.at,
    event.requestHash,
    event.payloadJson,
  );
}

/** The event that came before under this key. */
export function loadRunEvent(
  sql: SqlStorage,
  runId: string,
  key: string,
): { readonly at: number; readonly requestHash: string } | null {
  const rows = sql.exec<{ at: number; requestHash: string }>(
    "SELECT at, request_hash AS requestHash FROM run_events WHERE run_id = ? AND key = ?",
    runId,
    key,
  );
  return rows.toArray()[0] ?? null;
}

export function countRunEvents(sql: SqlStorage, runId: string): number {
  return sql.exec<{ count: number }>("SELECT count(*) AS count FROM run_events WHERE run_id = ?", runId).one().count;
}

interface Wait {
  readonly runId: string;
  readonly type: string;
  /** The step that takes it. */
  readonly path: string;
}

/** Gives the step its event: the one that it has taken already, else the oldest that nobody has. */
export function takeRunEvent(sql: SqlStorage, { runId, type, path }: Wait): TakenEvent | null {
  const event = sql
    .exec<{ key: string; at: number; payloadJson: string }>(
      `SELECT key, at, payload_json AS payloadJson FROM run_events
        WHERE run_id = ?1 AND type = ?2 AND (taken_by IS NULL OR taken_by = ?3)
        ORDER BY taken_by IS NULL, at, rowid LIMIT 1`,
      runId,
      type,
      path,
    )
    .toArray()[0];
  if (event === undefined) return null;
  sql.exec("UPDATE run_events SET taken_by = ? WHERE run_id = ? AND key = ?", path, runId, event.key);
  return { at: event.at, payloadJson: event.payloadJson };
}
