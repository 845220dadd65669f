import { expect, test } from "vitest";
import { decideByLink } from "../support/client.ts";
import { uniqueKey } from "../support/unique.ts";
import { examples, secondsToAnswer, walked } from "./support/stage.ts";

const MIA = "mia@example.com";
const FINANCE = "finance@example.com";

function report(amount: number) {
  return { amount, category: "travel", receipt_url: `https://files.example.com/${uniqueKey("r")}`, manager_email: MIA };
}

test("small change is paid back without asking", async () => {
  const stage = examples();
  const run = await stage.ended(await stage.start("expense", report(18)));
  expect(walked(run)).toEqual(["check", "manager (skipped)", "finance (skipped)", "pay-back"]);
  expect(run.output).toEqual({ manager: "not asked", finance: "not asked", paid: 18 });
});

test("the manager may lower the sum in the form, and not raise it", async () => {
  const stage = examples();
  const runId = await stage.start("expense", report(240));
  const asked = await stage.asked(runId, "manager");
  expect(asked).toMatchObject({ prompt: "Pay back 240 euros for travel?", approvers: [MIA], metadata: { notes: [] } });
  expect(secondsToAnswer(asked)).toBe(48 * 3600);

  const link = await stage.client.mintLink(asked.id, MIA);
  expect((await decideByLink(link, { approved: true, values: { amount: 400 } })).status).toBe(422);
  expect((await decideByLink(link, { approved: true, values: { amount: 200 } })).status).toBe(200);
  const run = await stage.ended(runId);
  expect(run.output).toEqual({ manager: "approved", finance: "not asked", paid: 200 });
});

test("a large sum needs finance as well, whose rejection stands", async () => {
  const stage = examples();
  const paid = [];
  for (const approved of [true, false]) {
    const runId = await stage.start("expense", report(1500));
    const manager = await stage.asked(runId, "manager");
    await stage.answer(manager, { approver: MIA, approved: true, values: { amount: 1500 } });
    const finance = await stage.asked(runId, "finance");
    expect(finance.prompt).toBe(`${MIA} has approved 1500 euros. Do you agree?`);
    await stage.answer(finance, { approver: FINANCE, approved });
    const { output, status } = await stage.ended(runId);
    paid.push({ status, output });
  }
  expect(paid).toEqual([
    { status: "completed", output: { manager: "approved", finance: "approved", paid: 1500 } },
    { status: "rejected", output: { manager: "approved", finance: "rejected", paid: 0 } },
  ]);
});

test("what the manager rejects does not reach finance", async () => {
  const stage = examples();
  const runId = await stage.start("expense", report(5000));
  await stage.answer(await stage.asked(runId, "manager"), { approver: MIA, approved: false, reason: "Private" });
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["check", "manager", "finance (skipped)", "pay-back (skipped)"]);
  expect(run).toMatchObject({ status: "rejected", output: { manager: "rejected", finance: "not asked", paid: 0 } });
});
