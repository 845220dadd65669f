import { expect, test } from "vitest";
import { examples, walked } from "./support/stage.ts";

test("hello-approval publishes what was approved", async () => {
  const stage = examples();
  const runId = await stage.start("hello-approval", { message: "world" });
  await stage.answer(await stage.asked(runId, "approve"), { approved: true, feedback: "Nice" });
  expect(await stage.ended(runId)).toMatchObject({
    status: "completed",
    output: { status: "approved", published: { published: true, greeting: "Hello! world", comment: "Nice" } },
  });
});

test("hello-approval publishes nothing that was rejected", async () => {
  const stage = examples();
  const runId = await stage.start("hello-approval", { message: "world" });
  await stage.answer(await stage.asked(runId, "approve"), { approved: false });
  const run = await stage.ended(runId);
  expect([run.status, run.output]).toEqual(["rejected", { status: "rejected" }]);
  expect(walked(run)).toEqual(["prepare", "approve", "publish (skipped)"]);
});

test("two-of-three pays when two agree", async () => {
  const stage = examples();
  const runId = await stage.start("two-of-three", { payee: "Ada Ltd", amount: 300 });
  const asked = await stage.asked(runId, "approve");
  expect(await stage.answer(asked, { approver: "cy@example.com", approved: true })).toBe("pending");
  expect(await stage.answer(asked, { approver: "ana@example.com", approved: true })).toBe("approved");
  const run = await stage.ended(runId);
  expect(run).toMatchObject({
    status: "completed",
    output: { status: "approved", payment: { paid: true, payee: "Ada Ltd", amount: 300 } },
  });
});
