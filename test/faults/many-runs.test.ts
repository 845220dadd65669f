import { expect, test } from "vitest";
import { runFaults } from "./harness/run-faults.ts";

test("killed again and again while everything outside fails now and then, all runs end as the model says", async () => {
  const report = await runFaults({
    seed: 20_261_122,
    runs: 16,
    kills: 3,
    seconds: 150,
    settleWithin: 120,
    say: () => undefined,
  });
  expect(report.problems).toEqual([]);
  expect(report.runs).toBe(16);
  expect(report.kills).toBe(3);
});
