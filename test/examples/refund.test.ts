import { expect, test } from "vitest";
import { decideByLink } from "../support/client.ts";
import { uniqueKey } from "../support/unique.ts";
import { examples, secondsToAnswer, walked } from "./support/stage.ts";

const FINANCE = "finance@example.com";

function refund(amount: number) {
  return { order: uniqueKey("order"), amount, reason: "arrived broken" };
}

test("small change is paid back without asking", async () => {
  const stage = examples();
  const run = await stage.ended(await stage.start("refund", refund(18)));
  expect(walked(run)).toEqual(["pay"]);
  expect(run).toMatchObject({ status: "completed", output: { paid: 18, reference: `${run.id}.pay` } });
});

test("the reviewer may lower the sum, and not raise it; below the limit finance is not asked", async () => {
  const stage = examples();
  const input = refund(720);
  const runId = await stage.start("refund", input);
  const asked = await stage.asked(runId, "review");
  expect(asked).toMatchObject({ prompt: `Pay back 720 euros for order ${input.order}?`, data: input });
  expect(secondsToAnswer(asked)).toBe(48 * 3600);
  const link = await stage.client.mintLink(asked.id);
  expect((await decideByLink(link, { approved: true, values: { sum: 900 } })).status).toBe(422);
  expect((await decideByLink(link, { approved: true, values: { sum: 400 } })).status).toBe(200);
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["review", "pay"]);
  expect(run.output).toMatchObject({ paid: 400 });
});

test("a review that says no pays nothing, and says why", async () => {
  const stage = examples();
  const runId = await stage.start("refund", refund(80));
  await stage.answer(await stage.asked(runId, "review"), { approved: false, reason: "out of warranty" });
  expect(await stage.ended(runId)).toMatchObject({
    status: "completed",
    output: { paid: 0, because: "out of warranty" },
  });
});

test("a large sum needs finance too, whose rejection ends the run", async () => {
  const stage = examples();
  const ends = [];
  for (const approved of [true, false]) {
    const runId = await stage.start("refund", refund(720));
    await stage.answer(await stage.asked(runId, "review"), { approved: true });
    const finance = await stage.asked(runId, "finance");
    expect((await stage.client.getRun(runId)).progress).toBe("waiting for finance");
    await stage.answer(finance, { approver: FINANCE, approved });
    const run = await stage.ended(runId);
    ends.push([run.status, walked(run)]);
  }
  expect(ends).toEqual([
    ["completed", ["review", "finance", "pay"]],
    ["rejected", ["review", "finance"]],
  ]);
});
