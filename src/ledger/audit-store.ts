/** The audit trail: append and list only. Triggers refuse everything else, whoever asks. */
import type { AuditEvent } from "../contract/audit.ts";
import type { PageWalk, Walked } from "./page.ts";

export type AuditRow = Walked & {
  readonly at: number;
  readonly type: string;
  readonly actor: string;
  readonly runId: string | null;
  readonly approvalId: string | null;
  readonly detail: string;
};

export interface AuditFilter {
  readonly approval?: string;
  readonly run?: string;
  readonly actor?: string;
}

/** Appends an event; one that arrived before changes nothing. */
export function appendAudit(sql: SqlStorage, event: AuditEvent): void {
  sql.exec(
    `INSERT INTO audit (seq, id, at, type, actor, run_id, approval_id, detail)
      SELECT (SELECT coalesce(max(seq), 0) + 1 FROM audit), ?1, ?2, ?3, ?4, ?5, ?6, ?7
      WHERE NOT EXISTS (SELECT 1 FROM audit WHERE id = ?1)`,
    event.id,
    event.at,
    event.type,
    event.actor,
    event.runId ?? null,
    event.approvalId ?? null,
    event.detail,
  );
}

/** How many filters of a query are not served by the index that is walked for it. */
export function countUnindexed(filter: AuditFilter): number {
  return Math.max(0, conditions(filter).length - 1);
}

export function listAuditRows(sql: SqlStorage, filter: AuditFilter, walk: PageWalk): readonly AuditRow[] {
  const [walked, ...others] = conditions(filter);
  const fits = others.map(([column], at) => `${column} IS ?${at + 3}`);
  const first = others.length + 3;
  return sql
    .exec<AuditRow>(
      `SELECT seq AS "order", '' AS id, at, type, actor, run_id AS runId, approval_id AS approvalId, detail,
          ${fits.length === 0 ? "1" : fits.join(" AND ")} AS fits
        FROM audit WHERE ${walked === undefined ? "" : `${walked[0]} = ?${first} AND `}seq < ?1 ORDER BY seq DESC LIMIT ?2`,
      walk.after.order,
      walk.scan,
      ...others.map(([, value]) => value),
      ...(walked === undefined ? [] : [walked[1]]),
    )
    .toArray();
}

/** The filters given, the narrowest first. */
function conditions(filter: AuditFilter): readonly (readonly [column: string, value: string])[] {
  const all = [
    ["approval_id", filter.approval],
    ["run_id", filter.run],
    ["actor", filter.actor],
  ] as const;
  return all.flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]));
}
