/** Adds what became of the run that waited, as the ledger knows it, to the view of a request that is over. */
import type { LinkView, RunSince } from "../contract/link-view.ts";
import type { LedgerPort } from "../ledger/port.ts";

/** Whoever looks is told what is known here rather than kept waiting, in milliseconds. */
const PATIENCE = 1_000;

/** For so long after the end, in milliseconds, the ledger may still have the run waiting for this very request. */
const WAKING = 5_000;

/** Status and time alone: a link shows no more of a run. */
export async function withRun(
  view: LinkView,
  { ledger, now }: { readonly ledger: Pick<LedgerPort, "getRun">; readonly now: number },
): Promise<LinkView> {
  if (view.kind !== "over" || view.runId === null) return view;
  const run = await runSince(view.runId, ledger);
  if (run === null) return view;
  const isWaking = run.status === "suspended" && now - view.decidedAt < WAKING;
  return { ...view, run: isWaking ? { status: "running" } : run };
}

async function runSince(runId: string, ledger: Pick<LedgerPort, "getRun">): Promise<RunSince | null> {
  const run = await Promise.race([ledger.getRun(runId).catch(() => null), afterPatience()]);
  if (run === null) return null;
  return { status: run.status, ...(run.finishedAt === undefined ? {} : { finishedAt: Date.parse(run.finishedAt) }) };
}

async function afterPatience(): Promise<null> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return null;
}
