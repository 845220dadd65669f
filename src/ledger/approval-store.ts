/** Approvals as last reported, and who may answer them: load and list only. */
import type { Approval, ApprovalStatus } from "../contract/approval.ts";
import { parseJson } from "../kernel/json.ts";
import { newestFirst, type SqlCondition, type StatusScan } from "./newest-first.ts";
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
  /** The key of whoever it concerns. */
  readonly person?: string;
  readonly ensemble?: string;
  /** Folded. */
  readonly text?: string;
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

/** Open approvals that wait for a person, or for anybody where that is `null`; counted up to a limit. */
export function countOpen(sql: SqlStorage, person: string | null, limit: number): number {
  const [scope, values] =
    person === null ? ["approvals WHERE", []] : ["approval_people WHERE person = ? AND", [person]];
  const counted = `SELECT count(*) AS count FROM (SELECT 1 FROM ${scope} status = 'pending' LIMIT ?)`;
  return sql.exec<{ count: number }>(counted, ...values, limit).one().count;
}

/** How many filters of a query are not served by the index that is walked for it. */
export function countUnindexed(filter: ApprovalFilter): number {
  return choosePath(filter).others.length;
}

export function listApprovalKeys(sql: SqlStorage, filter: ApprovalFilter, walk: PageWalk): readonly Walked[] {
  return newestFirst(sql, { ...choosePath(filter), id: "approval_id", statuses: filter.statuses }, walk);
}

const IS_OF_RUN = "(SELECT run_id FROM approvals AS it WHERE it.approval_id = row.approval_id) = ?";
const IS_OF_ENSEMBLE = "(SELECT ensemble FROM approvals AS it WHERE it.approval_id = row.approval_id) = ?";
const IS_FOR_APPROVER = isListedIn("approval_approvers", "approver");
const CONCERNS = isListedIn("approval_people", "person");
const HAS_TEXT = "instr((SELECT text FROM approval_texts AS it WHERE it.approval_id = row.approval_id), ?) > 0";

function isListedIn(table: PeopleTable, column: string): string {
  return `EXISTS (SELECT 1 FROM ${table} AS it WHERE it.${column} = ? AND it.status = row.status
  AND it.created_at = row.created_at AND it.approval_id = row.approval_id)`;
}

type ScanPath = Pick<StatusScan, "table" | "scope" | "others">;

/** What each filter asks of a row, by filter. */
export function conditionsOf({ run, approver, person, ensemble, text }: ApprovalFilter) {
  return {
    run: condition(IS_OF_RUN, run),
    text: condition(HAS_TEXT, text),
    approver: condition(IS_FOR_APPROVER, approver),
    person: condition(CONCERNS, person),
    ensemble: condition(IS_OF_ENSEMBLE, ensemble),
  };
}

/** Which index to walk, and what is left to filter: a run has the fewest approvals, then a person, then an ensemble. */
function choosePath(filter: ApprovalFilter): ScanPath {
  const { run, person, approver, ensemble } = filter;
  const { text, ...others } = conditionsOf(filter);
  if (run !== undefined) {
    const rest = [...text, ...others.approver, ...others.person, ...others.ensemble];
    return { table: "approvals", scope: { sql: "run_id = ?", value: run }, others: rest };
  }
  if (person !== undefined) {
    const rest = [...text, ...others.approver, ...others.ensemble];
    return { table: "approval_people", scope: { sql: "person = ?", value: person }, others: rest };
  }
  if (approver !== undefined) {
    const rest = [...text, ...others.ensemble];
    return { table: "approval_approvers", scope: { sql: "approver = ?", value: approver }, others: rest };
  }
  const scope = ensemble === undefined ? null : { sql: "ensemble = ?", value: ensemble };
  return { table: "approvals", scope, others: text };
}

function condition(sql: string, value: string | undefined): readonly SqlCondition[] {
  return value === undefined ? [] : [{ sql, value }];
}

export type PeopleTable = "approval_approvers" | "approval_people";

/** Further names included: who is away may be so under another than the one by which they are asked. */
export function namesOfApprovers({ approvers, alsoKnownAs = [] }: Approval): readonly string[] {
  return [...approvers, ...alsoKnownAs.flatMap(({ names }) => names)];
}

function listIds(sql: SqlStorage, query: string, runId: string): readonly string[] {
  return sql
    .exec<{ id: string }>(query, runId)
    .toArray()
    .map(({ id }) => id);
}
