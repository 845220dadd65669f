/** A run is cancelled: final at once in the record, and seen to outside by chores. */
import { isRunOver } from "../contract/run.ts";
import { putChore, type ChoreKey } from "./chore-store.ts";
import { endRun } from "./end-run.ts";
import { loadRunHead } from "./run-store.ts";

export interface Cancellation {
  readonly status: "cancelled" | "over" | "not-found";
  /**
   * To be attempted at once, in turn: the run is stopped before its approvals are withdrawn, so that news of that
   * cannot set it going again.
   */
  readonly stages: readonly (readonly ChoreKey[])[];
}

export interface CancelRequest {
  readonly runId: string;
  readonly actor: string;
  readonly now: number;
}

export const NOTHING_TO_CANCEL: Cancellation = { status: "not-found", stages: [] };

/** After this long, approvals are withdrawn even where the run cannot be stopped. */
const HEAD_START_MS = 2_000;

/** Inside a transaction. A run that was cancelled before is told so again. */
export function recordCancel(sql: SqlStorage, { runId, actor, now }: CancelRequest): Cancellation {
  const run = loadRunHead(sql, runId);
  if (run === null) return NOTHING_TO_CANCEL;
  if (run.status === "cancelled") return { status: "cancelled", stages: [] };
  if (isRunOver(run.status)) return { status: "over", stages: [] };
  const approvals = endRun(sql, run, {
    runId,
    status: "cancelled",
    seq: run.seq,
    at: now,
    outputJson: null,
    errorJson: null,
    actor,
    detail: "{}",
    withdrawal: { actor, reason: "the run was cancelled", from: now + HEAD_START_MS },
  });
  const terminate = { kind: "terminate-run", subject: runId } as const;
  putChore(sql, { ...terminate, pace: "now", from: now });
  return { status: "cancelled", stages: [[terminate], approvals] };
}
