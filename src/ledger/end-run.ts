/** The end of a run, however it came: recorded, and everything that hangs on it seen to. */
import { actorLabel, SYSTEM } from "../contract/actor.ts";
import { byteLength } from "../kernel/json.ts";
import { listPending } from "./approval-store.ts";
import { appendAudit } from "./audit-store.ts";
import { dropChore, putChore, type ChoreKey } from "./chore-store.ts";
import { saveRunEnd, type RunEnd, type RunHead } from "./run-store.ts";
import { listAwaited } from "./step-store.ts";

export interface RunEnding extends RunEnd {
  readonly actor: string;
  /** JSON object text for the trail: no data, no secrets. */
  readonly detail: string;
  /** Why its open approvals are withdrawn, and by whom. */
  readonly withdrawal: Withdrawal;
}

export interface Withdrawal {
  readonly actor: string;
  readonly reason: string;
  /** Epoch milliseconds from which it is due. */
  readonly from: number;
}

/** How approvals are withdrawn whose run ended by itself. */
export function becauseOver(now: number): Withdrawal {
  return { actor: actorLabel(SYSTEM), reason: "the run is over", from: now };
}

/** A row may have 2 MB, input included; a longer output is refused by the run long before. */
const LONGEST_OUTPUT = 1_400_000;

/** Records the end and answers the chores that now end its open approvals. */
export function endRun(sql: SqlStorage, run: RunHead, ending: RunEnding): readonly ChoreKey[] {
  saveRunEnd(sql, { ...ending, outputJson: storable(ending.outputJson) });
  appendAudit(sql, {
    id: `${run.runId}:over`,
    at: ending.at,
    type: `run.${ending.status}`,
    actor: ending.actor,
    runId: run.runId,
    detail: ending.detail,
  });
  dropChore(sql, { kind: "create-run", subject: run.runId });
  dropChore(sql, { kind: "watch-run", subject: run.runId });
  return listOpen(sql, run.runId).map((approvalId) => putEndApproval(sql, run, approvalId, ending.withdrawal));
}

/** Sees to it that an approval of a run that is over is withdrawn. */
export function putEndApproval(sql: SqlStorage, run: RunHead, approvalId: string, withdrawal: Withdrawal): ChoreKey {
  const key = { kind: "end-approval", subject: approvalId } as const;
  const { from, ...request } = withdrawal;
  putChore(sql, { ...key, pace: "now", from, note: JSON.stringify({ workspace: run.workspace, ...request }) });
  return key;
}

/** Approvals reported open, and those that a step waits for but whose own report is still on its way. */
export function listOpen(sql: SqlStorage, runId: string): readonly string[] {
  const unheard = listAwaited(sql, runId).filter(({ status }) => status === null);
  return [...new Set([...listPending(sql, runId), ...unheard.map(({ approvalId }) => approvalId)])];
}

function storable(text: string | null): string | null {
  return text !== null && byteLength(text) <= LONGEST_OUTPUT ? text : null;
}
