import { startTest } from "countersign/testkit";
import { expect, test } from "vitest";

const payment = { payee: "Dana", amount: 120 };

test("two of three release the payment", async () => {
  const story = await startTest("ensembles/two-of-three.yaml", { input: payment });
  await story.approve("approve", { as: "ana@example.com" });
  expect(story.run.status).toBe("suspended");
  await story.approve("approve", { as: "bo@example.com" });
  expect(story.ran).toEqual(["approve", "release"]);
});

test("after two days of silence nothing is paid", async () => {
  const story = await startTest("ensembles/two-of-three.yaml", { input: payment });
  await story.pass("2 days");
  expect(story.output).toMatchObject({ status: "timeout" });
  expect(story.skipped).toHaveProperty("release");
});
