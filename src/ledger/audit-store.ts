/** The audit trail: append and list only. Triggers refuse everything else, whoever asks. */
import type { AuditEvent } from "../contract/audit.ts";
import { CHAIN_START, type ChainedEntry, type ChainEntry, chainHash } from "./audit-chain.ts";
import type { PageWalk, Walked } from "./page.ts";

export type AuditRow = Walked & Omit<ChainEntry, "seq" | "id">;

export interface AuditFilter {
  readonly approval?: string;
  readonly run?: string;
  readonly actor?: string;
}

/** Appends an event to the chain; one that arrived before changes nothing. */
export function appendAudit(sql: SqlStorage, event: AuditEvent): void {
  const last = loadHead(sql, event.id);
  if (last.isKnown === 1) return;
  const { runId = null, approvalId = null } = event;
  const entry: ChainEntry = { ...event, runId, approvalId, seq: last.seq + 1 };
  sql.exec(
    `INSERT INTO audit (seq, id, at, type, actor, run_id, approval_id, hash, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.seq,
    entry.id,
    entry.at,
    entry.type,
    entry.actor,
    runId,
    approvalId,
    chainHash(last.hash, entry),
    entry.detail,
  );
}

/** The newest entry's number and hash, of an empty trail where its chain starts; and whether an event is in the trail. */
function loadHead(
  sql: SqlStorage,
  id: string,
): { readonly seq: number; readonly hash: string; readonly isKnown: number } {
  const row = sql
    .exec<{ seq: number; hash: string; isKnown: number }>(
      `SELECT seq, hash, EXISTS (SELECT 1 FROM audit WHERE id = ?) AS isKnown FROM audit ORDER BY seq DESC LIMIT 1`,
      id,
    )
    .toArray()[0];
  return row ?? { seq: 0, hash: CHAIN_START, isKnown: 0 };
}

/** Entries after a number, oldest first, each with its hash. */
export function listChain(sql: SqlStorage, after: number, limit: number): readonly ChainedEntry[] {
  return sql
    .exec<ChainedEntry & Record<string, SqlStorageValue>>(
      `SELECT seq, id, at, type, actor, run_id AS runId, approval_id AS approvalId, hash, detail
        FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`,
      after,
      limit,
    )
    .toArray();
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
