import { startTest } from "countersign/testkit";
import { expect, test } from "vitest";

test("finance is asked about a large sum", async () => {
  const story = await startTest("ensembles/refund.ts", {
    input: { order: "A-1042", amount: 720 },
    replayEveryStep: true,
  });
  await story.approve("review", { values: { sum: 600 } });
  await story.reject("finance");
  expect(story.run.status).toBe("rejected");
  expect(story.ran).toEqual(["review", "finance"]);
});

test("after two days of silence nothing is paid", async () => {
  const story = await startTest("ensembles/refund.ts", { input: { order: "A-1042", amount: 720 } });
  await story.pass("2 days");
  expect(story.output).toEqual({ paid: 0, because: "timeout" });
});
