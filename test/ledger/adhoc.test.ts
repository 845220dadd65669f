import { runInDurableObject } from "cloudflare:test";
import { test } from "vitest";
import { listApprovals } from "../../src/ledger/list-approvals.ts";
import { listAudit } from "../../src/ledger/list-audit.ts";
import { listRuns } from "../../src/ledger/list-runs.ts";
import { TestWorkspace, runReport, step, suspension, approvalReport, newApprovalId, runStart } from "./support.ts";
import { recordStart } from "../../src/ledger/record-start.ts";
import { recordCreation } from "../../src/ledger/record-creation.ts";
import { recordRunReport } from "../../src/ledger/record-run-report.ts";
import { recordApprovalReport } from "../../src/ledger/record-approval-report.ts";

function counting(sql: any) {
  const c = { read: 0, written: 0 };
  const cursors: any[] = [];
  return { c, done: () => { for (const k of cursors) { c.read += k.rowsRead; c.written += k.rowsWritten; } cursors.length = 0; const r = { ...c }; c.read = c.written = 0; return r; },
    sql: { exec: (t: string, ...v: unknown[]) => { const k = sql.exec(t, ...v); cursors.push(k); return k; } } as any };
}
test("writes", async () => {
  const w = new TestWorkspace();
  await w.startRun();
  const out = await runInDurableObject(w.stub, (_l, state: any) => {
    const k = counting(state.storage.sql);
    const s = runStart("w"); const log: any[] = []; const now = Date.now(); const a = newApprovalId();
    const ev = (id: string) => ({ id: id + a, at: 1, type: "x", actor: "k", runId: s.runId, approvalId: a, detail: "{}" });
    recordStart(k.sql, s, now); log.push(["start", k.done()]);
    recordCreation(k.sql, s.runId, now); log.push(["confirm", k.done()]);
    recordApprovalReport(k.sql, approvalReport({ approvalId: a, runId: s.runId, expiresAt: now + 5, approvers: ["a", "b"], events: [ev("1")] }), now); log.push(["pending", k.done()]);
    recordRunReport(k.sql, suspension(s.runId, [a]), now); log.push(["suspended", k.done()]);
    recordApprovalReport(k.sql, approvalReport({ approvalId: a, runId: s.runId, rev: 2, status: "approved", expiresAt: now + 5, approvers: ["a", "b"], events: [ev("2")] }), now); log.push(["approved", k.done()]);
    recordRunReport(k.sql, runReport(s.runId, { seq: 3, status: "completed", steps: [step("approve-0", { approvalId: a, finishedAt: 4 }), step("send", { finishedAt: 5 })] }), now); log.push(["completed", k.done()]);
    return log;
  });
  console.log(JSON.stringify(out));
});
test("scale", async () => {
  const w = new TestWorkspace();
  await w.startRun();
  const fill = (from: number, to: number) => runInDurableObject(w.stub, (_l, state: any) => {
    const sql = state.storage.sql;
    const range = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i+1 FROM n WHERE i < ${to - 1})`;
    state.storage.transactionSync(() => {
      sql.exec(`INSERT INTO runs (run_id, workspace, ensemble, status, seq, created_at, plan_hash, requested_by, actor, origin, input_json) ${range} SELECT 'run_'||hex(randomblob(16)), 'w', 'e'||(i%5), CASE i%50 WHEN 0 THEN 'failed' WHEN 1 THEN 'suspended' ELSE 'completed' END, 1, 1795000000000+i/3, 'x','r','a','o','{}' FROM n`);
      sql.exec(`INSERT INTO approvals (approval_id, rev, run_id, ensemble, status, created_at, json) ${range} SELECT 'hitl_'||i, 1, 'run_'||(i/3), 'e'||(i%5), CASE i%50 WHEN 0 THEN 'pending' WHEN 1 THEN 'rejected' ELSE 'approved' END, 1795000000000+i/3, '{"approvers":["ana"]}' FROM n`);
      sql.exec(`INSERT INTO approval_approvers SELECT 'a'||(rowid_.i%7), status, created_at, approval_id FROM (SELECT status, created_at, approval_id, CAST(substr(approval_id,6) AS INTEGER) AS i FROM approvals) AS rowid_ WHERE rowid_.i >= ${from}`);
      sql.exec(`INSERT INTO audit (seq, id, at, type, actor, run_id, approval_id, detail) ${range} SELECT i+2, 'i'||i, 1, 'x', 'k'||(i%4), 'run_'||(i/3), 'hitl_'||(i/2), '{}' FROM n`);
    });
  });
  const measure = (label: string) => runInDurableObject(w.stub, (_l, state: any) => {
    const k = counting(state.storage.sql);
    const cases: [string, () => unknown][] = [
      ["runs", () => listRuns(k.sql, { limit: 50 })], ["runs e", () => listRuns(k.sql, { limit: 50, ensemble: "e1" })],
      ["runs failed", () => listRuns(k.sql, { limit: 50, status: "failed" })], ["runs e failed", () => listRuns(k.sql, { limit: 50, ensemble: "e0", status: "failed" })],
      ["appr", () => listApprovals(k.sql, { limit: 50 })], ["appr pending", () => listApprovals(k.sql, { limit: 50, status: "pending" })],
      ["appr a1", () => listApprovals(k.sql, { limit: 50, approver: "a1" })], ["appr a1 pending", () => listApprovals(k.sql, { limit: 50, approver: "a1", status: "pending" })],
      ["appr a1 e1", () => listApprovals(k.sql, { limit: 50, approver: "a1", ensemble: "e1" })], ["appr run", () => listApprovals(k.sql, { limit: 50, run: "run_7" })],
      ["audit", () => listAudit(k.sql, { limit: 50 })], ["audit actor", () => listAudit(k.sql, { limit: 50, actor: "k1" })], ["audit run", () => listAudit(k.sql, { limit: 50, run: "run_9" })],
    ];
    const parts: string[] = [];
    for (const [name, f] of cases) { const n0 = Date.now(); f(); const r = k.done().read; parts.push(`${name}=${r}`); }
    console.log(label, parts.join("  "));
  });
  const time = async (label: string) => {
    const qs: [string, () => Promise<unknown>][] = [["runs", () => w.ledger.listRuns({ limit: 50 })], ["runs e failed", () => w.ledger.listRuns({ limit: 50, ensemble: "e0", status: "failed" })], ["pending a1", () => w.ledger.listApprovals({ limit: 50, approver: "a1", status: "pending" })], ["a1 e1", () => w.ledger.listApprovals({ limit: 50, approver: "a1", ensemble: "e1" })], ["audit", () => w.ledger.listAudit({ limit: 50 })]];
    const parts: string[] = [];
    for (const [n, f] of qs) { const ts: number[] = []; for (let i = 0; i < 60; i++) { const t = performance.now(); await f(); ts.push(performance.now() - t); } ts.sort((a, b) => a - b); parts.push(`${n} ${(ts[30] ?? 0).toFixed(2)}ms`); }
    console.log(label, parts.join("  "));
  };
  await fill(0, 1000); await measure("1e3"); await time("1e3");
  for (let i = 1000; i < 1_000_000; i += 111_000) await fill(i, i + 111_000);
  await measure("1e6"); await time("1e6");
}, 300_000);
