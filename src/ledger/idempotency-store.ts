/** Idempotency keys: which run a key gave, for seven days at least. */

const DAY = 86_400_000;
const DAYS_KEPT = 7;

/** Old keys removed with each new one: more than come in, so that they cannot pile up. */
const PRUNED_AT_ONCE = 20;

export type KnownKey = { readonly requestHash: string; readonly runId: string };

export function loadKey(sql: SqlStorage, key: string, now: number): KnownKey | null {
  const today = dayOf(now);
  const days = Array.from({ length: DAYS_KEPT + 1 }, (_unused, back) => today - back);
  return (
    sql
      .exec<KnownKey>(
        `SELECT request_hash AS requestHash, run_id AS runId FROM idempotency
          WHERE day IN (${days.map(() => "?").join(", ")}) AND key = ? ORDER BY day DESC LIMIT 1`,
        ...days,
        key,
      )
      .toArray()[0] ?? null
  );
}

/** Keeps a new key, and forgets some that are too old. */
export function saveKey(sql: SqlStorage, key: string, known: KnownKey, now: number): void {
  const today = dayOf(now);
  sql.exec(
    "INSERT INTO idempotency (day, key, request_hash, run_id) VALUES (?, ?, ?, ?)",
    today,
    key,
    known.requestHash,
    known.runId,
  );
  sql.exec(
    "DELETE FROM idempotency WHERE (day, key) IN (SELECT day, key FROM idempotency WHERE day < ? LIMIT ?)",
    today - DAYS_KEPT,
    PRUNED_AT_ONCE,
  );
}

function dayOf(now: number): number {
  return Math.floor(now / DAY);
}
