/** The trail can only grow. */
import { expect, test } from "vitest";
import { approvalReport, newApprovalId, TestWorkspace } from "./support.ts";

const INSERT = "(seq, id, at, type, actor, detail, hash) VALUES";

test.each([
  ["an update", "UPDATE audit SET actor = 'nobody'"],
  ["an update that replaces", "UPDATE OR REPLACE audit SET id = 'x'"],
  ["a delete", "DELETE FROM audit"],
  ["a replace of a number", `INSERT OR REPLACE INTO audit ${INSERT} (1, 'other', 0, 'x', 'x', '{}', 'h')`],
  [
    "a replace of an event",
    `INSERT OR REPLACE INTO audit ${INSERT} (99, (SELECT id FROM audit LIMIT 1), 0, 'x', 'x', '{}', 'h')`,
  ],
  ["REPLACE INTO", `REPLACE INTO audit ${INSERT} (1, 'other', 0, 'x', 'x', '{}', 'h')`],
  [
    "an upsert",
    `INSERT INTO audit ${INSERT} (99, (SELECT id FROM audit LIMIT 1), 0, 'x', 'x', '{}', 'h') ON CONFLICT DO UPDATE SET actor = 'nobody'`,
  ],
  ["an entry before the last", `INSERT INTO audit ${INSERT} (0, 'other', 0, 'x', 'x', '{}', 'h')`],
  [
    "an entry without a number",
    `INSERT INTO audit (id, at, type, actor, detail, hash) VALUES ('other', 0, 'x', 'x', '{}', 'h')`,
  ],
])("%s is refused", async (_what, statement) => {
  const workspace = new TestWorkspace();
  await workspace.startRun();
  const before = await workspace.sql("SELECT * FROM audit");
  await expect(workspace.sql(statement)).rejects.toThrow("append-only");
  expect(await workspace.sql("SELECT * FROM audit")).toEqual(before);
});

test("an event that arrives twice is one entry", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  const event = {
    id: "e1",
    at: 5_000,
    type: "approval.requested",
    actor: "run:r",
    runId: "run_r",
    approvalId,
    detail: '{"by":"ci"}',
  };
  const report = approvalReport({ approvalId, events: [event] });
  await workspace.ledger.reportApproval(report);
  await workspace.ledger.reportApproval(report);
  const second = { ...event, id: "e2", type: "approval.decided" };
  await workspace.ledger.reportApproval({ ...report, rev: 2, events: [event, second] });

  expect((await workspace.ledger.listAudit({ limit: 10 })).items).toEqual([
    {
      seq: 2,
      at: "1970-01-01T00:00:05.000Z",
      type: "approval.decided",
      actor: "run:r",
      runId: "run_r",
      approvalId,
      detail: { by: "ci" },
    },
    {
      seq: 1,
      at: "1970-01-01T00:00:05.000Z",
      type: "approval.requested",
      actor: "run:r",
      runId: "run_r",
      approvalId,
      detail: { by: "ci" },
    },
  ]);
});

test("an older report still adds the events that are missing", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  const event = (id: string) => ({ id, at: 1, type: id, actor: "system:countersign", approvalId, detail: "{}" });
  await workspace.ledger.reportApproval(
    approvalReport({ approvalId, rev: 2, status: "approved", events: [event("decided")] }),
  );
  await workspace.ledger.reportApproval(approvalReport({ approvalId, rev: 1, events: [event("requested")] }));
  expect((await workspace.ledger.listAudit({ limit: 10 })).items.map(({ type }) => type)).toEqual([
    "requested",
    "decided",
  ]);
  expect(await workspace.ledger.getApproval(approvalId)).toMatchObject({ status: "approved" });
});
