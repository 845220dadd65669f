/** Whether a run is under way, by the record and by what the caller knows besides. */
import { loadRunHead } from "./run-store.ts";
import { listAwaited } from "./step-store.ts";

/**
 * Whether a run is known and neither suspended nor over.
 * @param answered - approvals that are over: a run said to wait for one of them is about to go on
 */
export function isMoving(sql: SqlStorage, runId: string, answered: readonly string[]): boolean {
  const status = loadRunHead(sql, runId)?.status;
  if (status !== "suspended" || answered.length === 0) return status === "running";
  return listAwaited(sql, runId).some(({ approvalId }) => answered.includes(approvalId));
}
