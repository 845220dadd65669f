import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { reference, secondsToAnswer, walked } from "../examples/support/stage.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const DAY = 86_400;

test("a fragment is called after its file, and the approver comes from the environment", async () => {
  const stage = reference();
  const topic = uniqueKey("bees");
  await stage.partners.modelSays(topic, `All about ${topic}`);
  const runId = await stage.start("blog-post", { topic });
  const asked = await stage.asked(runId, "request-approval");
  expect(asked).toMatchObject({ ensemble: "blog-post", approvers: ["admin@example.com"], data: `All about ${topic}` });
  expect(secondsToAnswer(asked)).toBe(DAY);
  await stage.answer(asked, { approver: "admin@example.com", approved: true });

  expect(walked(await stage.ended(runId))).toEqual(["generate-content", "request-approval", "publish"]);
  expect(await stage.partners.heard(topic, 3)).toEqual(["model", "mail to admin@example.com", "POST /cms/publish"]);
  expect((await stage.partners.only(topic, "POST /cms/publish")).body).toBe(`All about ${topic}`);
});

test("what is rejected is not published", async () => {
  const stage = reference();
  const topic = uniqueKey("wasps");
  await stage.partners.modelSays(topic, "Buzz");
  const runId = await stage.start("blog-post", { topic });
  await stage.answer(await stage.asked(runId, "request-approval"), { approver: "admin@example.com", approved: false });
  expect(walked(await stage.ended(runId)).at(-1)).toBe("publish (skipped)");
});

test("a single approver decides alone", async () => {
  const stage = reference();
  const runId = await stage.start("single-approver", { change: "a" });
  const asked = await stage.asked(runId, "approve");
  expect(asked).toMatchObject({ data: { change: "a" }, approvers: [ANA], minApprovals: 1 });
  await expect(stage.answer(asked, { approved: true })).rejects.toThrow("403");
  expect(await stage.answer(asked, { approver: ANA, approved: true })).toBe("approved");
  expect((await stage.ended(runId)).status).toBe("completed");
});

test("of several approvers both are needed", async () => {
  const stage = reference();
  const runId = await stage.start("several-approvers", { change: "b" });
  const asked = await stage.asked(runId, "approve");
  expect(await stage.answer(asked, { approver: ANA, approved: true })).toBe("pending");
  await expect(stage.answer(asked, { approver: ANA, approved: true })).rejects.toThrow("409");
  expect(await stage.answer(asked, { approver: BO, approved: true })).toBe("approved");
  expect((await stage.ended(runId)).status).toBe("completed");
});

test("metadata goes with the question", async () => {
  const stage = reference();
  const runId = await stage.start("with-metadata", { amount: 70, customer_name: "Ada" });
  const asked = await stage.asked(runId, "approve");
  expect(asked.metadata).toEqual({ amount: 70, customer: "Ada", risk_score: 0.7 });
  expect(await stage.answer(asked, { approver: ANA, approved: true })).toBe("approved");
});

test("a prompt of several lines arrives as it is, and most of the committee are wanted", async () => {
  const stage = reference();
  const runId = await stage.start("with-context", {});
  const asked = await stage.asked(runId, "approve");
  expect(asked).toMatchObject({
    prompt: "Look at this payment for:\n- Signs of fraud\n- Risk score > 0.7\n- Amount > $10,000\n",
    metadata: { risk_factors: ["new customer", "round sum"], customer_history: { orders: 0 } },
    minApprovals: 2,
  });
  expect(secondsToAnswer(asked)).toBe(7 * DAY);
  await stage.answer(asked, { approver: "cy@example.com", approved: true });
  expect(await stage.answer(asked, { approver: ANA, approved: true })).toBe("approved");
});
