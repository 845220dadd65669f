/** What a report makes of a run's status. Reports come late, twice and in any order; an end is final. */
import { isRunOver, type RunStatus } from "../contract/run.ts";

interface Progress {
  readonly status: RunStatus;
  readonly seq: number;
}

/** An approval that a suspended step waits for; `null` where the ledger has not heard of it yet. */
export interface Awaited {
  readonly status: string | null;
}

/** The status after a report; `null` where the report changes nothing. */
export function decideRunStatus(known: Progress, report: Progress, awaited: readonly Awaited[]): RunStatus | null {
  if (isRunOver(known.status)) return null;
  if (isRunOver(report.status)) return report.status;
  if (report.seq <= known.seq) return null;
  return report.status === "suspended" && isAnswered(awaited) ? "running" : report.status;
}

/** Whether everything that was waited for has come: the news of the wait is then older than the news of its end. */
function isAnswered(awaited: readonly Awaited[]): boolean {
  return awaited.length > 0 && awaited.every(({ status }) => status !== null && status !== "pending");
}
