/** Approvals as last reported, and who may answer them: load, save and list only. */
import type { Approval, ApprovalStatus } from "../contract/approval.ts";
import { parseJson } from "../kernel/json.ts";
import { personKey } from "../kernel/people.ts";
import { newestFirst, type StatusScan } from "./newest-first.ts";
import type { PageWalk, Walked } from "./page.ts";

/** Stands where a run's id would: the approval belongs to none. */
export const NO_RUN = "";

/** What rules need to know of an approval. */
export type ApprovalHead = {
  readonly approvalId: string;
  readonly rev: number;
  readonly runId: string;
  readonly status: ApprovalStatus;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly json: string;
};

export interface ApprovalRow extends ApprovalHead {
  readonly ensemble: string;
}

export interface ApprovalFilter {
  readonly run?: string;
  /** The person's key. */
  readonly approver?: string;
  readonly ensemble?: string;
  readonly statuses: readonly ApprovalStatus[];
}

export function loadApprovalHead(sql: SqlStorage, approvalId: string): ApprovalHead | null {
  return (
    sql
      .exec<ApprovalHead>(
        `SELECT approval_id AS approvalId, rev, run_id AS runId, status, created_at AS createdAt, expires_at AS expiresAt, json
          FROM approvals WHERE approval_id = ?`,
        approvalId,
      )
      .toArray()[0] ?? null
  );
}

export function loadApproval(sql: SqlStorage, approvalId: string): Approval | null {
  const row = sql.exec<{ json: string }>("SELECT json FROM approvals WHERE approval_id = ?", approvalId).toArray()[0];
  return row === undefined ? null : parseJson<Approval>(row.json);
}

/** Saves an approval in place of `known`, the one there was. Its creation time, run and ensemble never change. */
export function saveApproval(sql: SqlStorage, row: ApprovalRow, known: ApprovalHead | null): void {
  sql.exec(
    `INSERT INTO approvals (approval_id, rev, run_id, ensemble, status, created_at, expires_at, json)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET rev = excluded.rev, status = excluded.status, expires_at = excluded.expires_at, json = excluded.json`,
    row.approvalId,
    row.rev,
    row.runId,
    row.ensemble,
    row.status,
    row.createdAt,
    row.expiresAt,
    row.json,
  );
  saveApprovers(sql, row, known);
}

/** A run's approvals that are not over, in the order in which they were made. */
export function listPending(sql: SqlStorage, runId: string): readonly string[] {
  return listIds(
    sql,
    "SELECT approval_id AS id FROM approvals WHERE run_id = ? AND status = 'pending' ORDER BY created_at, approval_id",
    runId,
  );
}

/** All approvals of a run, in the order in which they were made. */
export function listOfRun(sql: SqlStorage, runId: string): readonly string[] {
  return listIds(
    sql,
    "SELECT approval_id AS id FROM approvals WHERE run_id = ? ORDER BY created_at, approval_id",
    runId,
  );
}

/** Open approvals that ask a person, the oldest first, after one of them. */
export function listOpenOf(
  sql: SqlStorage,
  person: string,
  after: { readonly createdAt: number; readonly approvalId: string },
  limit: number,
): readonly Pick<ApprovalHead, "createdAt" | "approvalId">[] {
  return sql
    .exec<Pick<ApprovalHead, "createdAt" | "approvalId">>(
      `SELECT created_at AS createdAt, approval_id AS approvalId FROM approval_approvers
        WHERE approver = ? AND status = 'pending' AND (created_at, approval_id) > (?, ?)
        ORDER BY created_at, approval_id LIMIT ?`,
      person,
      after.createdAt,
      after.approvalId,
      limit,
    )
    .toArray();
}

/** How many filters of a query are not served by the index that is walked for it. */
export function countUnindexed(filter: ApprovalFilter): number {
  return choosePath(filter).others.length;
}

export function listApprovalKeys(sql: SqlStorage, filter: ApprovalFilter, walk: PageWalk): readonly Walked[] {
  return newestFirst(sql, { ...choosePath(filter), id: "approval_id", statuses: filter.statuses }, walk);
}

const IS_OF_ENSEMBLE = "(SELECT ensemble FROM approvals AS it WHERE it.approval_id = row.approval_id) = ?";
const IS_FOR_APPROVER = `EXISTS (SELECT 1 FROM approval_approvers AS it WHERE it.approver = ? AND it.status = row.status
  AND it.created_at = row.created_at AND it.approval_id = row.approval_id)`;

/** Which index to walk, and what is left to filter: a run has the fewest approvals, then a person, then an ensemble. */
function choosePath({ run, approver, ensemble }: ApprovalFilter): Pick<StatusScan, "table" | "scope" | "others"> {
  const ofEnsemble = ensemble === undefined ? [] : [{ sql: IS_OF_ENSEMBLE, value: ensemble }];
  const forApprover = approver === undefined ? [] : [{ sql: IS_FOR_APPROVER, value: approver }];
  if (run !== undefined) {
    return { table: "approvals", scope: { sql: "run_id = ?", value: run }, others: [...forApprover, ...ofEnsemble] };
  }
  if (approver !== undefined) {
    return { table: "approval_approvers", scope: { sql: "approver = ?", value: approver }, others: ofEnsemble };
  }
  const scope = ensemble === undefined ? null : { sql: "ensemble = ?", value: ensemble };
  return { table: "approvals", scope, others: [] };
}

/** Writes only the rows that differ: most reports change neither status nor approvers. */
function saveApprovers(sql: SqlStorage, row: ApprovalRow, known: ApprovalHead | null): void {
  const before = known === null ? new Set<string>() : approversOf(known.json);
  const after = approversOf(row.json);
  const sameStatus = known?.status === row.status;
  for (const approver of before) if (!sameStatus || !after.has(approver)) deleteApprover(sql, approver, known ?? row);
  for (const approver of after) if (!sameStatus || !before.has(approver)) insertApprover(sql, approver, row);
}

function insertApprover(sql: SqlStorage, approver: string, approval: ApprovalHead): void {
  sql.exec(
    "INSERT INTO approval_approvers (approver, status, created_at, approval_id) VALUES (?, ?, ?, ?)",
    approver,
    approval.status,
    approval.createdAt,
    approval.approvalId,
  );
}

function deleteApprover(sql: SqlStorage, approver: string, approval: ApprovalHead): void {
  sql.exec(
    "DELETE FROM approval_approvers WHERE approver = ? AND status = ? AND created_at = ? AND approval_id = ?",
    approver,
    approval.status,
    approval.createdAt,
    approval.approvalId,
  );
}

/** Further names included: who is away may be so under another than the one by which they are asked. */
export function namesOfApprovers({ approvers, alsoKnownAs = [] }: Approval): readonly string[] {
  return [...approvers, ...alsoKnownAs.flatMap(({ names }) => names)];
}

/** The key of each, once. */
function approversOf(json: string): ReadonlySet<string> {
  return new Set(namesOfApprovers(parseJson<Approval>(json)).map(personKey));
}

function listIds(sql: SqlStorage, query: string, runId: string): readonly string[] {
  return sql
    .exec<{ id: string }>(query, runId)
    .toArray()
    .map(({ id }) => id);
}
