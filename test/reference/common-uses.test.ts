import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { reference, secondsToAnswer } from "../examples/support/stage.ts";

test("an expense goes to the manager whom the input names, for two days", async () => {
  const stage = reference();
  const receipt = `https://files.example.com/${uniqueKey("receipt")}`;
  const input = { amount: 12.5, category: "meals", receipt_url: receipt, manager_email: "Mia@Example.com" };
  const runId = await stage.start("expense", input);
  const asked = await stage.asked(runId, "approve-expense");
  expect(asked).toMatchObject({ data: { amount: 12.5, category: "meals", receipt }, approvers: ["Mia@Example.com"] });
  expect(secondsToAnswer(asked)).toBe(172_800);
  expect(await stage.partners.heard(receipt, 1)).toEqual(["mail to Mia@Example.com"]);
  expect(await stage.answer(asked, { approver: "mia@example.com", approved: true })).toBe("approved");
  expect((await stage.ended(runId)).status).toBe("completed");
});

test("without a manager nobody is asked: the run fails and says why", async () => {
  const stage = reference();
  const run = await stage.ended(await stage.start("expense", { amount: 1, category: "meals" }));
  expect(run).toMatchObject({ status: "failed", error: { code: "approvers-invalid", agent: "approve-expense" } });
});

test("a campaign needs both", async () => {
  const stage = reference();
  const runId = await stage.start("campaign", { slogan: "Now" });
  const asked = await stage.asked(runId, "approve-campaign");
  expect(asked).toMatchObject({ data: { slogan: "Now" }, minApprovals: 2 });
  expect(await stage.answer(asked, { approver: "brand@example.com", approved: true })).toBe("pending");
  expect(await stage.answer(asked, { approver: "legal@example.com", approved: false })).toBe("rejected");
  expect((await stage.ended(runId)).status).toBe("rejected");
});

test("a data export shows what would leave the house", async () => {
  const stage = reference();
  const runId = await stage.start("data-export", { query: "SELECT 1" });
  const asked = await stage.asked(runId, "approve-export");
  expect(asked.data).toEqual({ query: "SELECT 1", row_count: 1200, includes_pii: true });
  expect(await stage.answer(asked, { approver: "privacy@example.com", approved: true })).toBe("approved");
});
