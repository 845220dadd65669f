/**
 * The ledger by itself: the calls of one real run are kept, and made again for as many runs as asked, under new ids.
 * Nothing else takes part, so what it comes to is the most that one workspace's ledger bears on this machine.
 */
import { approvalIdOf, newRunId } from "../src/kernel/ids.ts";
import { Ledger } from "../src/ledger/ledger.ts";
import type { ApprovalReport, LedgerPort, RunReport, RunStart } from "../src/ledger/port.ts";

/** Runs that tell the ledger at the same time. */
const LANES = 16;

type Call =
  | readonly ["startRun", RunStart]
  | readonly ["reportRun", RunReport]
  | readonly ["reportApproval", ApprovalReport];

let kept: Call[] = [];

/** Of the run that was started last; until it is repeated. */
let isKept = true;

function keep(call: Call): void {
  if (!isKept) return;
  if (call[0] === "startRun") kept = [];
  kept.push(call);
}

/** The shipped one, with what it was told kept. */
export class KeepingLedger extends Ledger {
  override startRun(start: RunStart) {
    keep(["startRun", start]);
    return super.startRun(start);
  }

  override reportRun(report: RunReport) {
    keep(["reportRun", report]);
    return super.reportRun(report);
  }

  override reportApproval(report: ApprovalReport) {
    keep(["reportApproval", report]);
    return super.reportApproval(report);
  }
}

/** Makes the calls of the run that was started last for so many new ones; gives how many calls a run took. */
export async function replay(ledger: LedgerPort, runs: number): Promise<number> {
  isKept = false;
  const [text, known] = [JSON.stringify(kept), [...new Set(kept.flatMap(idsIn))]];
  let left = runs;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await tell(ledger, renamed(text, known));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return kept.length;
}

function idsIn([name, argument]: Call): readonly string[] {
  return name === "reportApproval" ? [argument.approvalId] : [argument.runId];
}

async function tell(ledger: LedgerPort, calls: readonly Call[]): Promise<void> {
  for (const [name, argument] of calls) {
    if (name === "startRun") await ledger.startRun(argument);
    else if (name === "reportRun") await ledger.reportRun(argument);
    else await ledger.reportApproval(argument);
  }
}

function renamed(text: string, known: readonly string[]): readonly Call[] {
  return JSON.parse(known.reduce((sofar, id) => sofar.replaceAll(id, newIdLike(id)), text)) as readonly Call[];
}

function newIdLike(id: string): string {
  return id.startsWith("run_") ? newRunId() : approvalIdOf(newRunId().slice(4).repeat(2));
}
