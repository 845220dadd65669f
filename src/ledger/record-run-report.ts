/** How far a run has come, as the run itself or its engine tells. */
import { actorLabel, SYSTEM } from "../contract/actor.ts";
import { isRunOver, type RunStatus } from "../contract/run.ts";
import { appendAudit } from "./audit-store.ts";
import { dropChore, putChore } from "./chore-store.ts";
import { becauseOver, endRun } from "./end-run.ts";
import { ENGINE_FAILED } from "./engine-report.ts";
import type { RunReport, StepRecord } from "./port.ts";
import { decideRunStatus } from "./run-status.ts";
import { saveProgressText } from "./progress-store.ts";
import { loadRunHead, saveRunProgress, type RunHead } from "./run-store.ts";
import { isSuspended, listAwaited, restsWithoutPeople, saveStep } from "./step-store.ts";

export interface ReportEffect {
  /** Whether the run was over before the report. */
  readonly over: boolean;
  /** Whether the run has come to rest by it. */
  readonly rested: boolean;
}

export const NO_EFFECT: ReportEffect = { over: false, rested: false };

/** Inside a transaction. */
export function recordRunReport(sql: SqlStorage, report: RunReport, now: number): ReportEffect {
  const run = loadRunHead(sql, report.runId);
  if (run === null) return NO_EFFECT;
  const wokenUp = report.steps.filter((step) => hasWokenUp(sql, report, step));
  for (const step of report.steps) saveStep(sql, { runId: run.runId, reportSeq: report.seq }, step);
  for (const step of wokenUp) appendWokenUp(sql, report, step);
  for (const step of report.steps) appendResumed(sql, report, step);
  if (isRunOver(run.status)) return { over: true, rested: false };
  if (report.progressJson !== undefined && report.seq > run.seq) saveProgressText(sql, run.runId, report.progressJson);
  dropChore(sql, { kind: "create-run", subject: run.runId });
  const status = decideRunStatus(run, report, () => ({
    awaited: listAwaited(sql, run.runId),
    withoutPeople: restsWithoutPeople(sql, run.runId),
  }));
  if (status === null) return NO_EFFECT;
  saveStatus(sql, { run, report, status, now });
  return { over: false, rested: status !== "running" };
}

interface Change {
  readonly run: RunHead;
  readonly report: RunReport;
  readonly status: RunStatus;
  readonly now: number;
}

function saveStatus(sql: SqlStorage, change: Change): void {
  if (isRunOver(change.status)) saveEnd(sql, change);
  else saveProgress(sql, change);
}

function saveProgress(sql: SqlStorage, { run, report, status, now }: Change): void {
  saveRunProgress(sql, run, { status, seq: report.seq });
  if (status === "suspended" && run.status !== "suspended") appendSuspended(sql, report);
  if (status === "suspended" && report.wakeAt !== undefined) {
    return putChore(sql, {
      kind: "watch-run",
      subject: run.runId,
      pace: "resuming",
      from: Math.max(now, report.wakeAt),
    });
  }
  const pace = status === "suspended" ? "suspended" : report.status === "suspended" ? "resuming" : "running";
  putChore(sql, { kind: "watch-run", subject: run.runId, pace, from: now });
}

function saveEnd(sql: SqlStorage, { run, report, status, now }: Change): void {
  endRun(sql, run, {
    runId: run.runId,
    status,
    seq: Math.max(run.seq, report.seq),
    at: report.at,
    outputJson: report.outputJson ?? null,
    errorJson: report.error === undefined ? null : JSON.stringify(report.error),
    actor: report.error?.code === ENGINE_FAILED ? actorLabel(SYSTEM) : runActor(run.runId),
    detail: JSON.stringify({ code: report.error?.code, agent: report.error?.agent }),
    withdrawal: becauseOver(now),
  });
}

function appendSuspended(sql: SqlStorage, report: RunReport): void {
  const approvals = listAwaited(sql, report.runId).map(({ approvalId }) => approvalId);
  appendAudit(sql, {
    id: `${report.runId}:suspended:${report.seq}`,
    at: report.at,
    type: "run.suspended",
    actor: runActor(report.runId),
    runId: report.runId,
    detail: JSON.stringify({ approvals }),
  });
}

/** A step that asked people is completed: the run went on with the outcome. Told again, it is the same entry. */
function appendResumed(sql: SqlStorage, { runId, at }: RunReport, step: StepRecord): void {
  const { approvalId, status, finishedAt } = step;
  if (approvalId === undefined || status !== "completed") return;
  appendAudit(sql, {
    id: `${approvalId}:resumed`,
    at: finishedAt ?? at,
    type: "run.resumed",
    actor: runActor(runId),
    runId,
    approvalId,
    detail: JSON.stringify({ agent: step.agent }),
  });
}

/** A step that was told as resting for a time or an event is over, and the run is not. */
function hasWokenUp(
  sql: SqlStorage,
  { runId, status: run }: RunReport,
  { path, operation, status }: StepRecord,
): boolean {
  if (operation !== "wait") return false;
  const goesOn = status === "completed" || (status === "failed" && run !== "failed");
  return goesOn && isSuspended(sql, runId, path);
}

function appendWokenUp(sql: SqlStorage, { runId, at }: RunReport, { path, agent, finishedAt }: StepRecord): void {
  appendAudit(sql, {
    id: `${runId}/${path}:resumed`,
    at: finishedAt ?? at,
    type: "run.resumed",
    actor: runActor(runId),
    runId,
    detail: JSON.stringify({ agent }),
  });
}

function runActor(runId: string): string {
  return actorLabel({ kind: "run", name: runId });
}
