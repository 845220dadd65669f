/** The tests' Worker lets a test move the time of approvals and workspaces; the one that is shipped lets nobody. */
import { runInDurableObject, SELF } from "cloudflare:test";
import { expect, test } from "vitest";
import type { HITLState } from "../../../src/approvals/hitl-state.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { MOVE_TIME } from "../../support/move-time.ts";
import { TestApproval } from "../support/approval.ts";
import { bindings } from "../support/bindings.ts";

test("the shipped Worker has no address for it, and its objects have no method", async () => {
  const approval = await TestApproval.open({ timeoutMs: 60_000 });
  const body = JSON.stringify({ approvalId: approval.id, ms: 3_600_000 });
  const answer = await SELF.fetch(`https://countersign.example${MOVE_TIME}`, { method: "POST", body });
  expect(answer.status).toBe(404);
  expect((await approval.read()).status).toBe("pending");
  expect(await runInDurableObject(approval.stub, (owner: HITLState) => "moveTime" in owner)).toBe(false);
  const ledger = bindings.LEDGER.getByName(approval.workspace);
  expect(await runInDurableObject(ledger, (one: Ledger) => "moveTime" in one)).toBe(false);
});
