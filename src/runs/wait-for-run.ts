/** Waits until a run is suspended or over. A wait that an eviction interrupts is taken up again. */
import type { Run } from "../contract/run.ts";
import type { LedgerPort } from "../ledger/port.ts";

/** Waits for at most so many seconds; the run as it then is, or `null` where there is none. */
export async function waitForRun(ledger: LedgerPort, runId: string, seconds: number): Promise<Run | null> {
  const until = Date.now() + seconds * 1_000;
  for (let left = seconds * 1_000; left > 0; left = until - Date.now()) {
    try {
      return await ledger.waitForRest(runId, left);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return ledger.getRun(runId);
}
