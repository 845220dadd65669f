/** Waits until a run is suspended or over. A wait that an eviction interrupts is taken up again. */
import type { Run } from "../contract/run.ts";
import { waitAnew } from "../kernel/wait-anew.ts";
import type { LedgerPort } from "../ledger/port.ts";

/** Waits for at most so many seconds; the run as it then is, or `null` where there is none. */
export async function waitForRun(ledger: LedgerPort, runId: string, seconds: number): Promise<Run | null> {
  const run = await waitAnew(seconds * 1_000, (left) => ledger.waitForRest(runId, left));
  return run === undefined ? ledger.getRun(runId) : run;
}
