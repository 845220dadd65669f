/** A run is recorded before it is created: what is lost in between is created by a chore. */
import { appendAudit } from "./audit-store.ts";
import { hasChore, putChore } from "./chore-store.ts";
import { loadKey, saveKey } from "./idempotency-store.ts";
import { savePlan } from "./plan-store.ts";
import type { RunStart, StartAnswer } from "./port.ts";
import { insertRun, loadRunHead } from "./run-store.ts";

/** Records a run, unless its idempotency key or its id was recorded before. Inside a transaction. */
export function recordStart(sql: SqlStorage, start: RunStart, now: number): StartAnswer {
  const before = findBefore(sql, start, now);
  if (before !== null) return before;
  insertRun(sql, start, savePlan(sql, start.planJson));
  if (start.idempotency !== undefined) {
    saveKey(sql, start.idempotency.key, { requestHash: start.idempotency.requestHash, runId: start.runId }, now);
  }
  appendAudit(sql, {
    id: `${start.runId}:started`,
    at: start.createdAt,
    type: "run.started",
    actor: start.actor,
    runId: start.runId,
    detail: JSON.stringify({
      ensemble: start.ensemble,
      requestedBy: start.requestedBy,
      retryOf: start.retryOf,
      from: start.from,
    }),
  });
  putChore(sql, { kind: "create-run", subject: start.runId, pace: "create", from: now });
  return { status: "new" };
}

function findBefore(sql: SqlStorage, start: RunStart, now: number): StartAnswer | null {
  if (start.idempotency !== undefined) {
    const known = loadKey(sql, start.idempotency.key, now);
    if (known !== null) {
      return known.requestHash === start.idempotency.requestHash ? knownRun(sql, known.runId) : { status: "conflict" };
    }
  }
  return loadRunHead(sql, start.runId) === null ? null : knownRun(sql, start.runId);
}

function knownRun(sql: SqlStorage, runId: string): StartAnswer {
  return { status: "known", runId, created: !hasChore(sql, { kind: "create-run", subject: runId }) };
}
