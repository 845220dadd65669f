/** The audit trail, newest first. */
import type { AuditEntry } from "../contract/audit.ts";
import { isoTime } from "../kernel/clock.ts";
import { parseJson, type JsonObject } from "../kernel/json.ts";
import { countUnindexed, listAuditRows, type AuditRow } from "./audit-store.ts";
import { cutPage, EMPTY_PAGE, fillPage, planWalk } from "./page.ts";
import type { AuditQuery, Page } from "./queries.ts";

export function listAudit(sql: SqlStorage, query: AuditQuery): Page<AuditEntry> {
  const walk = planWalk("audit", query, { unindexed: countUnindexed(query) });
  if (walk === null) return EMPTY_PAGE;
  return fillPage("audit", cutPage(listAuditRows(sql, query, walk), walk), describeEntry);
}

function describeEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.order,
    at: isoTime(row.at),
    type: row.type,
    actor: row.actor,
    ...(row.runId === null ? {} : { runId: row.runId }),
    ...(row.approvalId === null ? {} : { approvalId: row.approvalId }),
    detail: parseJson<JsonObject>(row.detail),
  };
}
