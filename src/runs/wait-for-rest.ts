/**
 * Waits until a run rests, going by the owners of its approvals. The record may not know yet of an answer just given,
 * and whoever answers and then waits must be told what the answer led to, not that the run still waits for it.
 */
import type { OwnerPort } from "../approvals/port.ts";
import type { Run } from "../contract/run.ts";
import type { LedgerPort } from "../ledger/port.ts";
import { waitForRun } from "./wait-for-run.ts";

interface RestPorts {
  readonly ledger: LedgerPort;
  readonly approvalById: (approvalId: string) => Pick<OwnerPort, "isOver"> | null;
}

/** Waits for at most so many seconds; the run as it then is, or `null` where there is none. */
export async function waitForRest(ports: RestPorts, runId: string, seconds: number): Promise<Run | null> {
  const until = Date.now() + seconds * 1_000;
  let answered: readonly string[] = [];
  for (;;) {
    const run = await waitForRun(ports.ledger, runId, { seconds: Math.max(0, until - Date.now()) / 1_000, answered });
    if (run?.status !== "suspended" || Date.now() >= until) return run;
    answered = await listAnswered(run, ports);
    if (answered.length === 0) return run;
  }
}

/** Those of the approvals that the run is said to wait for which are over. */
async function listAnswered({ steps }: Run, { approvalById }: RestPorts): Promise<readonly string[]> {
  const awaited = steps.filter(({ status }) => status === "suspended").flatMap(({ approvalId = [] }) => approvalId);
  const over = await Promise.all(awaited.map(async (id) => ((await approvalById(id)?.isOver()) === true ? id : [])));
  return over.flat();
}
