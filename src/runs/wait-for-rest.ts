/**
 * Waits until a run rests as its approvals' owners have it. The record may not yet have heard of an answer just given:
 * who answers and then waits is told what that led to, not that the run still waits for it.
 */
import type { ApprovalPort } from "../approvals/port.ts";
import type { Run } from "../contract/run.ts";
import type { LedgerPort } from "../ledger/port.ts";
import { waitForRun } from "./wait-for-run.ts";

/** Between two looks at a record that is behind, in milliseconds. */
const PAUSE_MS = 15;

interface RestPorts {
  readonly ledger: LedgerPort;
  readonly approvalById: (approvalId: string) => ApprovalPort | null;
}

/** Waits for at most so many seconds; the run as it then is, or `null` where there is none. */
export async function waitForRest(ports: RestPorts, runId: string, seconds: number): Promise<Run | null> {
  const until = Date.now() + seconds * 1_000;
  for (;;) {
    const run = await waitForRun(ports.ledger, runId, Math.max(0, until - Date.now()) / 1_000);
    if (run?.status !== "suspended" || Date.now() >= until || (await isWaitedFor(run, ports))) return run;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Whether all that the run is said to wait for is still open. */
async function isWaitedFor({ steps }: Run, { approvalById }: RestPorts): Promise<boolean> {
  const awaited = steps.filter(({ status }) => status === "suspended").flatMap(({ approvalId = [] }) => approvalId);
  const outcomes = await Promise.all(awaited.map(async (id) => (await approvalById(id)?.outcome()) ?? null));
  return outcomes.every((outcome) => outcome === null);
}
