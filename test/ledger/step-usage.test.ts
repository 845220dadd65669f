/** What steps used of language models. */
import { expect, test } from "vitest";
import { runReport, step, TestWorkspace } from "./support.ts";

const USAGE = { inputTokens: 22, outputTokens: 14 };

test("what a step used stands on it, whatever order reports come in, and nothing on the others", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  const done = step("draft", { seq: 1, operation: "think", finishedAt: 2_000, usage: USAGE });
  const running = step("draft", { seq: 1, operation: "think", status: "running" });
  await workspace.ledger.reportRun(runReport(runId, { seq: 2, steps: [done, step("send", { seq: 2 })] }));
  await workspace.ledger.reportRun(runReport(runId, { seq: 1, steps: [running] }));
  await workspace.ledger.reportRun(runReport(runId, { seq: 3, steps: [done] }));
  const run = await workspace.ledger.getRun(runId);
  expect(run?.steps.map(({ agent, usage }) => [agent, usage])).toEqual([
    ["draft", USAGE],
    ["send", undefined],
  ]);
});

test("a ledger made before there was usage is brought up to date when it is next opened", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  await workspace.goBackBefore("step_usage");
  await workspace.evict();
  await workspace.ledger.reportRun(runReport(runId, { steps: [step("draft", { usage: USAGE })] }));
  expect((await workspace.ledger.getRun(runId))?.steps[0]?.usage).toEqual(USAGE);
});
