/** A run's instance exists: nobody need create it any more, and it is watched from now on. */
import { isRunOver } from "../contract/run.ts";
import { dropChore, hasChore, putChore } from "./chore-store.ts";
import { loadRunHead } from "./run-store.ts";

/** Inside a transaction. A run cancelled before it was created is stopped now. */
export function recordCreation(sql: SqlStorage, runId: string, now: number): void {
  const run = loadRunHead(sql, runId);
  if (run === null) return;
  dropChore(sql, { kind: "create-run", subject: runId });
  if (run.status === "cancelled") putChore(sql, { kind: "terminate-run", subject: runId, pace: "now", from: now });
  const watch = { kind: "watch-run", subject: runId } as const;
  if (!isRunOver(run.status) && !hasChore(sql, watch)) putChore(sql, { ...watch, pace: "running", from: now });
}
