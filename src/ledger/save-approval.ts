/** Saves an approval as it is reported, and whom it concerns: only the rows that change. */
import type { Approval } from "../contract/approval.ts";
import { parseJson } from "../kernel/json.ts";
import { personKey } from "../kernel/people.ts";
import { concernedPeople } from "./approval-people.ts";
import { type ApprovalHead, type ApprovalRow, namesOfApprovers, type PeopleTable } from "./approval-store.ts";
import { searchableText } from "./approval-text.ts";

/** Saves an approval in place of `known`, the one there was. Its creation time, run and ensemble never change. */
export function saveApproval(sql: SqlStorage, row: ApprovalRow, known: ApprovalHead | null): void {
  if (known === null) insertApproval(sql, row);
  else if (known.status === row.status) updateApproval(sql, row);
  else updateStatus(sql, row);
  savePeople(sql, row, known);
  if (known === null) saveText(sql, row);
}

function insertApproval(sql: SqlStorage, row: ApprovalRow): void {
  sql.exec(
    `INSERT INTO approvals (approval_id, rev, run_id, ensemble, status, created_at, expires_at, json)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    row.approvalId,
    row.rev,
    row.runId,
    row.ensemble,
    row.status,
    row.createdAt,
    row.expiresAt,
    row.json,
  );
}

/** Leaves the status alone: a column that is set has its row written anew in every index, also where it stays the same. */
function updateApproval(sql: SqlStorage, { approvalId, rev, expiresAt, json }: ApprovalRow): void {
  sql.exec(
    "UPDATE approvals SET rev = ?, expires_at = ?, json = ? WHERE approval_id = ?",
    rev,
    expiresAt,
    json,
    approvalId,
  );
}

function updateStatus(sql: SqlStorage, { approvalId, rev, status, expiresAt, json }: ApprovalRow): void {
  sql.exec(
    "UPDATE approvals SET rev = ?, status = ?, expires_at = ?, json = ? WHERE approval_id = ?",
    rev,
    status,
    expiresAt,
    json,
    approvalId,
  );
}

function savePeople(sql: SqlStorage, row: ApprovalRow, known: ApprovalHead | null): void {
  const after = parseJson<Approval>(row.json);
  const before = known === null ? null : parseJson<Approval>(known.json);
  const heads = { row, known };
  saveList(sql, "approval_approvers", { before: before && approversOf(before), after: approversOf(after), ...heads });
  saveList(sql, "approval_people", {
    before: before && concernedPeople(before),
    after: concernedPeople(after),
    ...heads,
  });
}

interface ListChange {
  readonly before: ReadonlySet<string> | null;
  readonly after: ReadonlySet<string>;
  readonly row: ApprovalHead;
  readonly known: ApprovalHead | null;
}

/** Writes only the rows that differ: most reports change neither status nor people. */
function saveList(sql: SqlStorage, table: PeopleTable, { before, after, row, known }: ListChange): void {
  const sameStatus = known?.status === row.status;
  for (const person of before ?? []) {
    if (sameStatus && after.has(person)) continue;
    const { status, createdAt, approvalId } = known ?? row;
    sql.exec(
      `DELETE FROM ${table} WHERE ${PERSON[table]} = ? AND status = ? AND created_at = ? AND approval_id = ?`,
      person,
      status,
      createdAt,
      approvalId,
    );
  }
  for (const person of after) {
    if (sameStatus && before?.has(person) === true) continue;
    sql.exec(
      `INSERT OR IGNORE INTO ${table} (${PERSON[table]}, status, created_at, approval_id) VALUES (?, ?, ?, ?)`,
      person,
      row.status,
      row.createdAt,
      row.approvalId,
    );
  }
}

const PERSON = { approval_approvers: "approver", approval_people: "person" } as const satisfies Record<
  PeopleTable,
  string
>;

function saveText(sql: SqlStorage, { approvalId, json }: ApprovalRow): void {
  const text = searchableText(parseJson<Approval>(json));
  sql.exec("INSERT INTO approval_texts (approval_id, text) VALUES (?, ?)", approvalId, text);
  sql.exec("INSERT INTO approval_search (approval_id, text) VALUES (?, ?)", approvalId, text);
}

/** The key of each, once. */
function approversOf(approval: Approval): ReadonlySet<string> {
  return new Set(namesOfApprovers(approval).map(personKey));
}
