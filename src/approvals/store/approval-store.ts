/** Loads and saves the approval itself, its data and its answers. */
import type { ApprovalRequest } from "../../contract/approval-request.ts";
import { type JsonObject, parseJson } from "../../kernel/json.ts";
import { personKey } from "../../kernel/people.ts";
import { type Answer, answeredFor, type ApprovalState, type End } from "../approval-state.ts";
import { proposalOf } from "../edit-form.ts";
import { type ApprovalFacts, type FactsColumn, type People, readFactsColumn } from "./facts-column.ts";

export interface StoredApproval {
  readonly facts: ApprovalFacts;
  readonly people: People;
  readonly createdAt: number;
  readonly rev: number;
  /** When the object erases itself; `null` until everything is delivered. */
  readonly eraseAt: number | null;
  readonly state: ApprovalState;
  /** `null` until it is first needed. */
  readonly receipt: string | null;
}

interface ApprovalRow extends Record<string, SqlStorageValue> {
  facts: string;
  created_at: number;
  expires_at: number | null;
  end: string | null;
  rev: number;
  erase_at: number | null;
  receipt: string | null;
}

export function insertApproval(
  sql: SqlStorage,
  column: FactsColumn,
  times: { readonly createdAt: number; readonly expiresAt: number | null },
): void {
  sql.exec(
    "INSERT INTO approval (id, facts, created_at, expires_at, rev) VALUES (0, ?, ?, ?, 1)",
    JSON.stringify(column),
    times.createdAt,
    times.expiresAt,
  );
}

export function insertRequestData(sql: SqlStorage, request: ApprovalRequest): void {
  sql.exec("INSERT INTO request_data (id, data, metadata) VALUES (0, ?, ?)", request.dataJson, request.metadataJson);
}

export function loadApproval(sql: SqlStorage): StoredApproval | null {
  const row = sql.exec<ApprovalRow>("SELECT * FROM approval").toArray()[0];
  if (row === undefined) return null;
  const { facts, people } = readFactsColumn(row.facts);
  return {
    facts,
    people,
    createdAt: row.created_at,
    rev: row.rev,
    eraseAt: row.erase_at,
    receipt: row.receipt,
    state: {
      approvalId: facts.approvalId,
      seats: people.seats,
      aliases: people.aliases,
      minApprovals: facts.minApprovals,
      groups: facts.groups,
      rejectionsNeeded: facts.rejectionsNeeded,
      requestedBy: facts.requestedBy,
      requireVerified: facts.requireVerified,
      selfApproval: facts.selfApproval,
      form: facts.formJson === null ? null : parseJson(facts.formJson),
      expiresAt: row.expires_at,
      answers: loadAnswers(sql),
      end: row.end === null ? null : parseJson<End>(row.end),
    },
  };
}

/** What the approver may change; `null` where nothing may be. */
export function loadProposal(sql: SqlStorage, { editable }: ApprovalFacts): JsonObject | null {
  const request = editable === true ? loadRequestData(sql) : null;
  return request === null ? null : proposalOf(parseJson(request.dataJson));
}

/** Data and metadata as JSON texts; `null` once they are erased. */
export function loadRequestData(sql: SqlStorage): { readonly dataJson: string; readonly metadataJson: string } | null {
  const row = sql.exec<{ data: string; metadata: string }>("SELECT data, metadata FROM request_data").toArray()[0];
  return row === undefined ? null : { dataJson: row.data, metadataJson: row.metadata };
}

export function insertAnswer(sql: SqlStorage, answer: Answer): void {
  sql.exec(
    "INSERT INTO answers (approver_key, answer) VALUES (?, ?)",
    personKey(answeredFor(answer)),
    JSON.stringify(answer),
  );
}

export function savePeople(sql: SqlStorage, { facts }: StoredApproval, people: People): void {
  sql.exec("UPDATE approval SET facts = ?", JSON.stringify({ facts, people } satisfies FactsColumn));
}

/** Moves the end of time while there is no end yet. */
export function saveExpiry(sql: SqlStorage, expiresAt: number): void {
  sql.exec("UPDATE approval SET expires_at = ? WHERE end IS NULL", expiresAt);
}

/** Sets the end where there is none yet, and says whether it did: an outcome is final. */
export function saveEnd(sql: SqlStorage, end: End): boolean {
  return (
    sql.exec("UPDATE approval SET end = ?, ended_at = ? WHERE end IS NULL", JSON.stringify(end), end.at).rowsWritten > 0
  );
}

/** Keeps the receipt of an end, and gives the one that is kept: the first stays. */
export function saveReceipt(sql: SqlStorage, receipt: string): string {
  sql.exec("UPDATE approval SET receipt = ? WHERE receipt IS NULL AND end IS NOT NULL", receipt);
  return sql.exec<{ receipt: string | null }>("SELECT receipt FROM approval").one().receipt ?? receipt;
}

export function bumpRev(sql: SqlStorage): void {
  sql.exec("UPDATE approval SET rev = rev + 1");
}

export function eraseRequestData(sql: SqlStorage, eraseAt: number): void {
  sql.exec("DELETE FROM request_data");
  sql.exec("UPDATE approval SET erase_at = ?", eraseAt);
}

function loadAnswers(sql: SqlStorage): readonly Answer[] {
  return sql
    .exec<{ answer: string }>("SELECT answer FROM answers ORDER BY seq")
    .toArray()
    .map((row) => parseJson<Answer>(row.answer));
}
