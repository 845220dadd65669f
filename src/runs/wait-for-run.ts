/** Waits until a run is suspended or over. A wait that an eviction interrupts is taken up again. */
import type { Run } from "../contract/run.ts";
import { waitAnew } from "../kernel/wait-anew.ts";
import type { LedgerPort } from "../ledger/port.ts";

export interface RunWait {
  /** For at most so long. */
  readonly seconds: number;
  /** Approvals that are over, whatever the record says: the run no longer waits for them. */
  readonly answered?: readonly string[];
}

/** The run as it is after the wait, or `null` where there is none. */
export async function waitForRun(
  ledger: LedgerPort,
  runId: string,
  { seconds, answered = [] }: RunWait,
): Promise<Run | null> {
  const run = await waitAnew(seconds * 1_000, (left) => ledger.waitForRest(runId, left, answered));
  return run === undefined ? ledger.getRun(runId) : run;
}
