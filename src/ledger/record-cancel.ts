/** A run is cancelled: final at once in the record, and seen to outside by chores. */
import { isRunOver } from "../contract/run.ts";
import { putChore, type ChoreKey } from "./chore-store.ts";
import { endRun } from "./end-run.ts";
import { loadRunHead } from "./run-store.ts";

export interface Cancellation {
  readonly status: "cancelled" | "over" | "not-found";
  /** To be attempted at once. */
  readonly chores: readonly ChoreKey[];
}

export interface CancelRequest {
  readonly runId: string;
  readonly actor: string;
  readonly now: number;
}

export const NOTHING_TO_CANCEL: Cancellation = { status: "not-found", chores: [] };

/** Inside a transaction. A run that was cancelled before is told so again. */
export function recordCancel(sql: SqlStorage, { runId, actor, now }: CancelRequest): Cancellation {
  const run = loadRunHead(sql, runId);
  if (run === null) return NOTHING_TO_CANCEL;
  if (run.status === "cancelled") return { status: "cancelled", chores: [] };
  if (isRunOver(run.status)) return { status: "over", chores: [] };
  const approvals = endRun(sql, run, {
    runId,
    status: "cancelled",
    seq: run.seq,
    at: now,
    outputJson: null,
    errorJson: null,
    actor,
    detail: "{}",
    withdrawal: { actor, reason: "the run was cancelled" },
    now,
  });
  const terminate = { kind: "terminate-run", subject: runId } as const;
  putChore(sql, { ...terminate, pace: "now", from: now });
  return { status: "cancelled", chores: [...approvals, terminate] };
}
