/** What happened to the approval and the ledger has not yet been told. */
import type { AuditEvent } from "../../contract/audit.ts";
import type { JsonObject } from "../../kernel/json.ts";

export interface ApprovalEvent {
  readonly at: number;
  readonly type: string;
  /** As `actorLabel` writes it. */
  readonly actor: string;
  readonly detail: JsonObject;
}

interface EventRow extends Record<string, SqlStorageValue> {
  seq: number;
  at: number;
  type: string;
  actor: string;
  detail: string;
}

export function addEvent(sql: SqlStorage, event: ApprovalEvent): void {
  sql.exec(
    "INSERT INTO events (seq, at, type, actor, detail) VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM events), ?, ?, ?, ?)",
    event.at,
    event.type,
    event.actor,
    JSON.stringify(event.detail),
  );
}

export interface PendingEvents {
  readonly events: readonly AuditEvent[];
  readonly lastSeq: number;
}

export function listEvents(
  sql: SqlStorage,
  { approvalId, runId }: { readonly approvalId: string; readonly runId: string | null },
): PendingEvents {
  const rows = sql.exec<EventRow>("SELECT * FROM events ORDER BY seq").toArray();
  const events = rows.map(({ seq, at, type, actor, detail }) => ({
    id: `${approvalId}:${seq}`,
    at,
    type,
    actor,
    detail,
    approvalId,
    ...(runId === null ? {} : { runId }),
  }));
  return { events, lastSeq: rows.at(-1)?.seq ?? 0 };
}

/** Forgets what was told, but for the last, whose number keeps the next one unique. */
export function forgetEvents(sql: SqlStorage, lastSeq: number): void {
  sql.exec("DELETE FROM events WHERE seq < ?", lastSeq);
}
