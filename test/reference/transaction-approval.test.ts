import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { reference, walked } from "../examples/support/stage.ts";
import { promptOf } from "../examples/support/partners.ts";

const PAID = "POST /payments/process";

test("a little risk is waved through by a script", async () => {
  const stage = reference();
  const transaction = { amount: 12, customer: uniqueKey("calm") };
  await stage.partners.modelSays(transaction.customer, '{"risk_score": 0.1}');
  const run = await stage.ended(await stage.start("transaction-approval", { transaction }));

  expect(run.status).toBe("completed");
  expect(walked(run)).toEqual(["risk-check", "auto-approve", "manual-review (skipped)", "process"]);
  expect(run.steps[1]).toMatchObject({ output: { approved: true, auto: true }, codeVersion: expect.any(String) });
  expect(await stage.partners.heard(transaction.customer, 2)).toEqual(["model", PAID]);
  expect(promptOf(await stage.partners.only(transaction.customer, "model"))).toBe(
    `Give a risk_score from 0 to 1 as JSON for ${JSON.stringify(transaction)}`,
  );
  expect(await stage.partners.only(transaction.customer, PAID)).toMatchObject({
    json: transaction,
    headers: { "content-type": "application/json", "idempotency-key": `${run.id}.process` },
  });
});

test.each([
  { score: "0.3", approved: true, status: "completed", last: "process" },
  { score: "0.9", approved: false, status: "rejected", last: "process (skipped)" },
])("a risk of $score is looked at (approved: $approved)", async ({ score, approved, status, last }) => {
  const stage = reference();
  const transaction = { amount: 9000, customer: uniqueKey("wild") };
  await stage.partners.modelSays(transaction.customer, `\`\`\`json\n{"risk_score": ${score}}\n\`\`\``);
  const runId = await stage.start("transaction-approval", { transaction });
  const asked = await stage.asked(runId, "manual-review");
  expect(asked).toMatchObject({
    data: transaction,
    metadata: { risk_score: Number(score), amount: 9000, customer: transaction.customer },
    minApprovals: 1,
  });
  await stage.answer(asked, { approver: "treasury@example.com", approved });

  const run = await stage.ended(runId);
  expect(run.status).toBe(status);
  expect(walked(run)).toEqual(["risk-check", "auto-approve (skipped)", "manual-review", last]);
  const calls = await stage.partners.heard(transaction.customer, approved ? 4 : 3);
  expect(calls.filter((name) => name === PAID)).toHaveLength(approved ? 1 : 0);
});

test("where the model names no score, neither branch is taken and nothing is paid", async () => {
  const stage = reference();
  const transaction = { amount: 1, customer: uniqueKey("mute") };
  await stage.partners.modelSays(transaction.customer, "I would rather not say.");
  const run = await stage.ended(await stage.start("transaction-approval", { transaction }));
  expect(walked(run)).toEqual(["risk-check", "auto-approve (skipped)", "manual-review (skipped)", "process (skipped)"]);
  expect(await stage.partners.heard(transaction.customer, 1)).toEqual(["model"]);
});
