/** What each chore does outside. All input and output comes in as ports; the record is asked and told through `LedgerRecord`. */
import { parseJson } from "../kernel/json.ts";
import type { ChoreResult } from "./chore-runner.ts";
import type { Chore } from "./chore-store.ts";
import { engineFailedReport, parseFinalReport } from "./engine-report.ts";
import { eventSignal } from "./event-signal.ts";
import type { OpenRun } from "./find-open-run.ts";
import type { RunReport, RunStart } from "./port.ts";

/** What the engine knows of a run. */
export type EngineState =
  | { readonly status: "missing" }
  /** Also where it waits or is queued: nobody can tell that from outside. */
  | { readonly status: "alive" }
  /** Errored or terminated. */
  | { readonly status: "stopped" }
  | { readonly status: "complete"; readonly output: unknown };

export interface CancelApproval {
  readonly workspace: string;
  readonly actor: string;
  readonly reason: string;
}

export interface HealingPorts {
  /** A run that exists already is success. */
  createRun(start: RunStart): Promise<void>;
  inspectRun(runId: string): Promise<EngineState>;
  /** Sends an event that nothing waits for: it makes an engine take up a run that was interrupted. */
  wakeRun(runId: string): Promise<void>;
  /** Tells a run that what it may wait for has come. */
  signalRun(runId: string, signal: string): Promise<void>;
  terminateRun(runId: string): Promise<void>;
  cancelApproval(approvalId: string, request: CancelApproval): Promise<void>;
  /** Makes an approval do whatever of its own is overdue. */
  settleApproval(approvalId: string): Promise<void>;
  /** Makes an approval ask anew who is away. */
  lookAgain(approvalId: string): Promise<void>;
}

/** What the ledger has on record. */
export interface LedgerRecord {
  /** `null` where the run is over or unknown. */
  findOpenRun(runId: string): OpenRun | null;
  confirmRun(runId: string): void;
  reportRun(report: RunReport): void;
  /** Sees to it that the next of a person's open approvals look again. */
  spreadAbsence(chore: Chore): void;
}

export interface HealingDesk {
  readonly ports: HealingPorts;
  readonly record: LedgerRecord;
  readonly now: () => number;
}

/** Attempts after which a cancelled run that does not exist is taken never to come. */
const PATIENCE_WITH_MISSING = 8;

/**
 * Before its first report. A run that has told something was there: made anew it would do again what it has done, so one
 * that is gone since, as when somebody deletes its instance, is over.
 */
const NOTHING_TOLD = -1;

/** Does a chore once. Throws where it failed: it is then due again. */
export async function performChore(chore: Chore, desk: HealingDesk): Promise<ChoreResult> {
  switch (chore.kind) {
    case "create-run":
      return createRun(chore.subject, desk);
    case "watch-run":
      return watchRun(chore.subject, desk);
    case "terminate-run":
      return terminateRun(chore, desk);
    case "signal-run":
      return signalRun(chore, desk);
    case "end-approval":
      await desk.ports.cancelApproval(chore.subject, parseJson<CancelApproval>(chore.note));
      return "done";
    case "check-approval":
      // Its report that it is over removes the chore.
      await desk.ports.settleApproval(chore.subject);
      return "again";
    case "spread-absence":
      desk.record.spreadAbsence(chore);
      return "done";
    case "refresh-approval":
      await desk.ports.lookAgain(chore.subject);
      return "done";
    default:
      return chore.kind satisfies never;
  }
}

async function createRun(runId: string, { ports, record }: HealingDesk): Promise<ChoreResult> {
  const run = record.findOpenRun(runId);
  if (run === null) return "done";
  await ports.createRun(run.start);
  record.confirmRun(runId);
  return "done";
}

async function watchRun(runId: string, desk: HealingDesk): Promise<ChoreResult> {
  const run = desk.record.findOpenRun(runId);
  if (run === null) return "done";
  const state = await desk.ports.inspectRun(runId);
  switch (state.status) {
    case "missing":
      if (run.seq > NOTHING_TOLD) return giveUp(run, desk);
      await desk.ports.createRun(run.start);
      return "again";
    case "alive":
      await desk.ports.wakeRun(runId);
      return "again";
    case "complete":
      desk.record.reportRun(parseFinalReport(state.output, runId) ?? givenUp(run, desk));
      return "done";
    case "stopped":
      return giveUp(run, desk);
    default:
      return state satisfies never;
  }
}

/** Fails, and is due again, until the run is there to be told; one that is over needs no telling. */
async function signalRun(chore: Chore, { ports, record }: HealingDesk): Promise<ChoreResult> {
  const { runId, type } = parseJson<{ readonly runId: string; readonly type: string }>(chore.note);
  if (record.findOpenRun(runId) !== null) await ports.signalRun(runId, eventSignal(type));
  return "done";
}

/** Until the run is seen to have stopped: it may be created just after it was cancelled. */
async function terminateRun(chore: Chore, { ports }: HealingDesk): Promise<ChoreResult> {
  const state = await ports.inspectRun(chore.subject);
  if (state.status === "missing") return chore.attempts < PATIENCE_WITH_MISSING ? "again" : "done";
  if (state.status === "alive") await ports.terminateRun(chore.subject);
  return "done";
}

function giveUp(run: OpenRun, desk: HealingDesk): ChoreResult {
  desk.record.reportRun(givenUp(run, desk));
  return "done";
}

function givenUp(run: OpenRun, desk: HealingDesk): RunReport {
  return engineFailedReport({ runId: run.start.runId, seq: run.seq, agent: run.agent }, desk.now());
}
