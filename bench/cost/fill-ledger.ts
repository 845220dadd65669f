/** Fills a ledger with a history: so many runs, approvals and lines of the trail, as if they had happened. */
import type { FillRequest } from "./cost-routes.ts";

const BEGAN_AT = 1_700_000_000_000;

/** Every so many are of one ensemble, and every so many approvals ask Ana. */
const ENSEMBLES = 7;
const PEOPLE = 5;
/** Every so many are open still. */
const OPEN = 10;

export function fillLedger(sql: SqlStorage, { from, rows }: FillRequest): void {
  const many = `WITH RECURSIVE many (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM many WHERE n < ${from + rows - 1})`;
  const ensemble = `'ensemble-' || (n % ${ENSEMBLES})`;
  const runStatus = `iif(n % ${OPEN} = 0, 'suspended', 'completed')`;
  const status = `iif(n % ${OPEN} = 0, 'pending', 'approved')`;
  const person = `iif(n % ${PEOPLE} = 0, 'ana@example.com', 'person-' || n || '@example.com')`;
  const at = `${BEGAN_AT} + n * 1000`;
  const approval = `'hitl_' || printf('%064x', n)`;
  const run = `'run_' || printf('%032x', n)`;
  sql.exec(`INSERT INTO plans (hash, json) VALUES ('filled', '{}') ON CONFLICT DO NOTHING`);
  sql.exec(`${many} INSERT INTO runs (run_id, workspace, ensemble, status, seq, created_at, plan_hash, requested_by, actor,
      origin, input_json) SELECT ${run}, 'filled', ${ensemble}, ${runStatus}, 1, ${at}, 'filled', 'ci', 'key:ci', '', '{}' FROM many`);
  sql.exec(`${many} INSERT INTO approvals (approval_id, rev, run_id, ensemble, status, created_at, expires_at, json)
      SELECT ${approval}, 1, ${run}, ${ensemble}, ${status}, ${at}, NULL,
        json_object('id', ${approval}, 'prompt', 'Publish number ' || n || '?', 'status', ${status}) FROM many`);
  for (const [table, column] of [
    ["approval_approvers", "approver"],
    ["approval_people", "person"],
  ]) {
    sql.exec(`${many} INSERT INTO ${table} (${column}, status, created_at, approval_id)
      SELECT ${person}, ${status}, ${at}, ${approval} FROM many`);
  }
  for (const table of ["approval_texts", "approval_search"]) {
    sql.exec(
      `${many} INSERT INTO ${table} (approval_id, text) SELECT ${approval}, 'publish number ' || n || '?' FROM many`,
    );
  }
  sql.exec(`${many} INSERT INTO audit (seq, id, at, type, actor, run_id, approval_id, hash, detail)
      SELECT n + (SELECT coalesce(max(seq), 0) FROM audit) + 1 - ${from}, 'filled-' || n, ${at}, 'approval.opened', 'system', ${run}, ${approval}, 'none', '{}' FROM many`);
}
