/** The chain of the trail: whole as it grows, and whoever changes it in the dark is found out. */
import { expect, test } from "vitest";
import { chainHash } from "../../src/ledger/audit-chain.ts";
import { exportAudit } from "../../src/ledger/export-audit.ts";
import { verifyAudit } from "../../src/ledger/verify-audit.ts";
import { TestWorkspace } from "./support.ts";

async function grownTrail(): Promise<TestWorkspace> {
  const workspace = new TestWorkspace();
  for (let count = 0; count < 5; count += 1) await workspace.startRun();
  return workspace;
}

test("a trail that only grew is whole, and an empty one is too", async () => {
  expect(await verifyAudit(new TestWorkspace().ledger)).toMatchObject({ status: "whole", lastSeq: 0 });
  const workspace = await grownTrail();
  const check = await verifyAudit(workspace.ledger);
  const last = (await workspace.ledger.readChain(0, 100)).at(-1);
  expect(check).toEqual({ status: "whole", lastSeq: 5, head: last?.hash });
});

test.each([
  ["who did it", "UPDATE audit SET actor = 'key:other' WHERE seq = 3", 3],
  ["when", "UPDATE audit SET at = at + 1 WHERE seq = 2", 2],
  ["the detail", "UPDATE audit SET detail = '{}' || ' ' WHERE seq = 4", 4],
  ["a hash", "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE seq = 1", 1],
  ["an entry left out", "DELETE FROM audit WHERE seq = 3", 3],
  ["the first entry left out", "DELETE FROM audit WHERE seq = 1", 1],
  ["two entries swapped", "UPDATE audit SET seq = CASE seq WHEN 2 THEN 103 ELSE 102 END WHERE seq IN (2, 3)", 2],
])("whoever takes the triggers away and changes %s is found out, at that entry", async (_what, change, at) => {
  const workspace = await grownTrail();
  for (const trigger of ["audit_no_update", "audit_no_delete"]) await workspace.sql(`DROP TRIGGER ${trigger}`);
  await workspace.sql(change);
  expect(await verifyAudit(workspace.ledger)).toEqual({ status: "broken", at });
});

test("whoever changes an entry and its hash is found out at the next, whose hash covers that one", async () => {
  const workspace = await grownTrail();
  await workspace.sql("DROP TRIGGER audit_no_update");
  const [second, third] = (await workspace.ledger.readChain(1, 2)).slice(0, 2);
  if (second === undefined || third === undefined) throw new Error("the trail is too short");
  const hash = chainHash(second.hash, { ...third, actor: "key:other" });
  await workspace.sql(`UPDATE audit SET actor = 'key:other', hash = '${hash}' WHERE seq = 3`);
  expect(await verifyAudit(workspace.ledger)).toEqual({ status: "broken", at: 4 });
});

test("an export has every entry, oldest first, and CSV keeps formulas texts", async () => {
  const workspace = await grownTrail();
  const lines = (await new Response(exportAudit(workspace.ledger, "ndjson")).text()).trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([1, 2, 3, 4, 5]);
  const report = { id: "=cmd()", at: 1, type: 'x,"y"', actor: "+1", detail: "{}" };
  await workspace.ledger.reportApproval({
    rev: 1,
    approvalId: "hitl_x",
    runId: "run_x",
    approvalJson: JSON.stringify({
      id: "hitl_x",
      runId: "run_x",
      ensemble: "e",
      status: "pending",
      approvers: [],
      createdAt: "2026-01-01T00:00:00.000Z",
    }),
    expiresAt: null,
    events: [report],
  });
  const csv = (await new Response(exportAudit(workspace.ledger, "csv")).text()).trimEnd().split("\r\n");
  expect(csv[0]).toBe("seq,id,at,type,actor,runId,approvalId,detail,hash");
  expect(csv.at(-1)).toMatch(/^6,'=cmd\(\),1970-01-01T00:00:00\.001Z,"x,""y""",'\+1,,,\{\},[0-9a-f]{64}$/);
});
