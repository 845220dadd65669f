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

/** What the ledger knows of what a run rests for. */
export interface Rest {
  readonly awaited: readonly Awaited[];
  /** Whether a step rests for a time or an event. */
  readonly withoutPeople: boolean;
}

/**
 * The status after a report; `null` where the report changes nothing.
 * @param rest - asked for where the report says that the run rests
 */
export function decideRunStatus(known: Progress, report: Progress, rest: () => Rest): RunStatus | null {
  if (isRunOver(known.status)) return null;
  if (isRunOver(report.status)) return report.status;
  if (report.seq <= known.seq) return null;
  return report.status === "suspended" && hasAllCome(rest()) ? "running" : report.status;
}

/**
 * Whether everything that was waited for has come: the news of the wait is then older than the news of its end. A run
 * that was interrupted and walks its way again tells of rests that it had left before, and none of whose steps waits.
 */
function hasAllCome({ awaited, withoutPeople }: Rest): boolean {
  if (awaited.length === 0) return !withoutPeople;
  return awaited.every(({ status }) => status !== null && status !== "pending");
}
