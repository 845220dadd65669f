/** The engine takes a run up again from the top, with what is on record: nothing is done twice, nothing is lost. */
import { abortAllDurableObjects, introspectWorkflowInstance } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { EnsembleRun } from "../../../src/runs/ensemble-run.ts";
import { Ledger } from "../../../src/ledger/ledger.ts";
import { bindings, SOON } from "../support/bindings.ts";
import { TestApproval } from "../support/approval.ts";
import { outputOf, runWaitingFor, TestRun, walked } from "../support/run.ts";
import { deploy } from "../support/scripts.ts";

afterEach(() => vi.restoreAllMocks());

const echo = deploy();

const TWO_GATES = `
ensemble: orders
agents:
  - { name: one, operation: code, config: { script: ${echo.name} }, input: { at: "\${now()}", of: one } }
  - { name: legal, agent: hitl }
  - { name: two, operation: code, config: { script: ${echo.name} }, input: { at: "\${now()}", of: two } }
  - { name: finance, agent: hitl }
  - { name: three, operation: code, config: { script: ${echo.name} }, input: { at: "\${now()}", of: three } }
output: { one: "\${one.output.at}", two: "\${two.output.at}", three: "\${three.output.at}" }
`;

/** Stops the engine's instance and has it walk the plan again. */
async function interrupt(run: TestRun): Promise<void> {
  const instance = await bindings.RUNS.get(run.id);
  await instance.pause();
  await instance.resume();
}

test("interrupted while it waits, it walks again and waits for the same approval", async () => {
  const walks = vi.spyOn(EnsembleRun.prototype, "run");
  const called = echo.inputs.length;
  const run = await TestRun.start(TWO_GATES);
  const before = await run.waitsFor("legal");
  await interrupt(run);
  await expect.poll(() => walks.mock.calls.length, SOON).toBe(2);
  expect((await run.now()).status).toBe("suspended");
  expect((await run.now()).approvals).toEqual(before.approvals);
  await run.decide("legal", true);
  await run.waitsFor("finance");
  await interrupt(run);
  await run.decide("finance", true);
  const over = await run.over();
  expect(over.status).toBe("completed");
  expect(walked(over)).toEqual([
    "one completed",
    "legal completed",
    "two completed",
    "finance completed",
    "three completed",
  ]);
  expect(echo.inputs).toHaveLength(called + 3);
  expect(over.output).toEqual({
    one: new Date(run.start.createdAt).toISOString(),
    two: (outputOf(over, "two") as { at: string }).at,
    three: (outputOf(over, "three") as { at: string }).at,
  });
});

test("answered while it is stopped, it goes on when it is taken up again", async () => {
  const run = await TestRun.start(TWO_GATES);
  await run.waitsFor("legal");
  const instance = await bindings.RUNS.get(run.id);
  await instance.pause();
  expect((await run.now()).status).toBe("suspended");
  await run.approval("legal").decide(false);
  await instance.resume();
  expect(await run.over()).toMatchObject({ status: "rejected" });
});

test("with everything thrown out of memory at each rest, it comes to the same", async () => {
  const run = await TestRun.start(TWO_GATES);
  for (const path of ["legal", "finance"]) {
    await run.waitsFor(path);
    await abortAllDurableObjects();
    await run.decide(path, true);
  }
  const over = await run.over();
  expect(over.status).toBe("completed");
  expect(walked(over)).toEqual([
    "one completed",
    "legal completed",
    "two completed",
    "finance completed",
    "three completed",
  ]);
});

test("a decision made before the run waits is not lost", async () => {
  const approval = await TestApproval.open();
  await approval.decide(true);
  const run = await runWaitingFor(approval);
  await expect.poll(async () => (await run.now()).steps.length, SOON).toBe(1);
  await approval.hurry();
  expect((await run.over()).output).toMatchObject({ status: "approved", approvalId: approval.id });
});

test("a wait whose event never came asks the approval itself", async () => {
  const run = TestRun.prepare(TWO_GATES);
  const hold = vi.spyOn(bindings.RUNS, "get").mockRejectedValue(new Error("the engine is away"));
  await using instance = await introspectWorkflowInstance(bindings.RUNS, run.id);
  await instance.modify((modifier) => modifier.forceEventTimeout({ name: "legal:outcome" }));
  const approval = run.approval("legal");
  await approval.open();
  await approval.decide(false);
  await run.create();
  expect(await run.over()).toMatchObject({ status: "rejected" });
  hold.mockRestore();
});

test("an approval's event cannot end another's wait", async () => {
  const run = await TestRun.start(TWO_GATES);
  const first = await run.waitsFor("legal");
  await run.decide("legal", true);
  await run.waitsFor("finance");
  const instance = await bindings.RUNS.get(run.id);
  for (let count = 0; count < 3; count += 1) {
    await instance.sendEvent({ type: first.approvals[0] ?? "", payload: { status: "approved", approved: true } });
  }
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect((await run.now()).status).toBe("suspended");
  expect(await run.approval("finance").read()).toMatchObject({ status: "pending" });
});

test("a ledger that is away while the run walks delays it, and then knows everything", async () => {
  vi.spyOn(Ledger.prototype, "reportRun").mockRejectedValueOnce(new Error("out of order"));
  const run = await TestRun.start(TWO_GATES);
  await run.decide("legal", true);
  await run.decide("finance", true);
  expect(walked(await run.over())).toHaveLength(5);
});

test("the end is told by a step of its own where telling it directly failed", async () => {
  const run = TestRun.prepare(
    `ensemble: one\nagents: [{ name: one, operation: code, config: { script: ${echo.name} } }]`,
  );
  vi.spyOn(Ledger.prototype, "reportRun").mockRejectedValueOnce(new Error("out of order"));
  await run.create();
  expect(await run.over()).toMatchObject({ status: "completed" });
});

test("a cancelled run stops, and nothing after its approval is done", async () => {
  const called = echo.inputs.length;
  const run = await TestRun.start(TWO_GATES);
  await run.waitsFor("legal");
  expect(await run.ledger.cancelRun(run.id, "key:ci")).toEqual({ status: "cancelled" });
  await expect.poll(() => run.approval("legal").owner.outcome(), SOON).toMatchObject({ status: "cancelled" });
  expect(await run.approval("legal").decide(true)).toMatchObject({ kind: "over", status: "cancelled" });
  expect((await run.now()).status).toBe("cancelled");
  expect(echo.inputs).toHaveLength(called + 1);
});
