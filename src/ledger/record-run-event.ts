/** Something happened outside that a run may wait for: kept until a step takes it, and the run told to look. */
import { isRunOver } from "../contract/run.ts";
import { awaits } from "../contract/run-event.ts";
import { appendAudit } from "./audit-store.ts";
import { putChore } from "./chore-store.ts";
import type { NewRunEvent, RunEventAnswer } from "./port.ts";
import { countRunEvents, insertRunEvent, loadRunEvent } from "./run-event-store.ts";
import { loadRunHead, saveRunProgress } from "./run-store.ts";
import { isAwaiting } from "./step-store.ts";

export const UNKNOWN_RUN: RunEventAnswer = { status: "not-found" };

/** Events that one run may be sent. */
const MOST_EVENTS = 1_000;

/** Inside a transaction. */
export function recordRunEvent(sql: SqlStorage, event: NewRunEvent, now: number): RunEventAnswer {
  const { runId, key, type, requestHash, payloadJson, actor } = event;
  const run = loadRunHead(sql, runId);
  if (run === null) return UNKNOWN_RUN;
  const known = loadRunEvent(sql, runId, key);
  if (known !== null)
    return known.requestHash === requestHash ? { status: "known", at: known.at } : { status: "conflict" };
  if (isRunOver(run.status)) return { status: "over" };
  if (countRunEvents(sql, runId) >= MOST_EVENTS) return { status: "too-many" };
  insertRunEvent(sql, { runId, key, type, at: now, requestHash, payloadJson });
  appendAudit(sql, {
    id: `${runId}:event:${key}`,
    at: now,
    type: "run.event",
    actor,
    runId,
    detail: JSON.stringify({ type }),
  });
  putChore(sql, {
    kind: "signal-run",
    subject: `${runId}/${key}`,
    pace: "now",
    from: now,
    note: JSON.stringify({ runId, type }),
  });
  if (run.status === "suspended" && isAwaiting(sql, runId, awaits(type))) {
    saveRunProgress(sql, run, { status: "running", seq: run.seq });
    putChore(sql, { kind: "watch-run", subject: runId, pace: "resuming", from: now });
  }
  return { status: "new", at: now };
}
