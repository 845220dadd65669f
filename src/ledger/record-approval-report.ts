/** An approval's latest state, as its owner tells it, and what follows from it for the run. */
import type { Approval } from "../contract/approval.ts";
import { isRunOver } from "../contract/run.ts";
import { parseJson } from "../kernel/json.ts";
import { absencesOf } from "./absence-store.ts";
import { listPending, loadApprovalHead, namesOfApprovers, NO_RUN, type ApprovalHead } from "./approval-store.ts";
import { appendAudit } from "./audit-store.ts";
import { dropChore, putChore } from "./chore-store.ts";
import { becauseOver, putEndApproval } from "./end-run.ts";
import type { ApprovalReport, ReportAnswer } from "./port.ts";
import { saveApproval } from "./save-approval.ts";
import { restsWithoutPeople } from "./step-store.ts";
import { loadRunHead, type RunHead, saveRunProgress } from "./run-store.ts";

/** Inside a transaction. Answers who of its people is away, or will be. */
export function recordApprovalReport(sql: SqlStorage, report: ApprovalReport, now: number): ReportAnswer {
  const approval = parseJson<Approval>(report.approvalJson);
  for (const event of report.events) appendAudit(sql, event);
  recordState(sql, report, approval, now);
  return { absences: approval.status === "pending" ? absencesOf(sql, askedPeople(approval), now) : [] };
}

/** Who stands in may be away too. */
function askedPeople(approval: Approval): readonly string[] {
  return [...namesOfApprovers(approval), ...(approval.delegates ?? []).map(({ delegate }) => delegate)];
}

function recordState(sql: SqlStorage, report: ApprovalReport, approval: Approval, now: number): void {
  const known = loadApprovalHead(sql, report.approvalId);
  if (known !== null && known.rev >= report.rev) return;
  saveApproval(
    sql,
    {
      approvalId: report.approvalId,
      rev: report.rev,
      runId: report.runId ?? NO_RUN,
      ensemble: approval.ensemble,
      status: approval.status,
      createdAt: Date.parse(approval.createdAt),
      expiresAt: report.expiresAt,
      json: report.approvalJson,
    },
    known,
  );
  if (approval.status === "pending") followOpen(sql, report, known, now);
  else followEnd(sql, report, known, now);
}

function runOf(sql: SqlStorage, { runId }: ApprovalReport): RunHead | null {
  return runId === null ? null : loadRunHead(sql, runId);
}

function followOpen(sql: SqlStorage, report: ApprovalReport, known: ApprovalHead | null, now: number): void {
  const { approvalId, expiresAt } = report;
  if (known !== null && known.expiresAt === expiresAt) return;
  if (expiresAt === null) dropChore(sql, { kind: "check-approval", subject: approvalId });
  else putChore(sql, { kind: "check-approval", subject: approvalId, pace: "expiry", from: expiresAt });
  const run = runOf(sql, report);
  if (run !== null && isRunOver(run.status)) putEndApproval(sql, run, approvalId, becauseOver(now));
}

function followEnd(sql: SqlStorage, report: ApprovalReport, known: ApprovalHead | null, now: number): void {
  dropChore(sql, { kind: "check-approval", subject: report.approvalId });
  dropChore(sql, { kind: "end-approval", subject: report.approvalId });
  if (known !== null && known.status !== "pending") return;
  const run = runOf(sql, report);
  if (run === null || isRunOver(run.status)) return;
  if (run.status === "suspended" && listPending(sql, run.runId).length === 0 && !restsWithoutPeople(sql, run.runId)) {
    saveRunProgress(sql, run, { status: "running", seq: run.seq });
  }
  // Also where other approvals are open: the branch that this one held ought to move.
  putChore(sql, { kind: "watch-run", subject: run.runId, pace: "resuming", from: now });
}
