/** Creates the instance that walks a run. A failure here is mended by the ledger, which knows what to create. */
import type { RunStart } from "../ledger/port.ts";

export async function createInstance(runs: Workflow, start: RunStart): Promise<void> {
  try {
    await runs.create({ id: start.runId, params: start });
  } catch (error) {
    console.warn(`${start.runId} is to be created by the ledger:`, error instanceof Error ? error.message : "unknown");
  }
}
