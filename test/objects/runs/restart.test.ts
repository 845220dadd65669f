/** A run done again: the same plan and input, results kept up to an agent, approvals asked anew. */
import { expect, test } from "vitest";
import { newRunId } from "../../../src/kernel/ids.ts";
import { outputOf, stepAt, TestRun, walked } from "../support/run.ts";
import { deploy } from "../support/scripts.ts";

/** Counts its calls in what it gives, so that a kept result is known from a fresh one. */
function counter() {
  return deploy((_context, call) => ({ call }));
}

async function again(run: TestRun, from?: string): Promise<TestRun> {
  const next = new TestRun({
    ...run.start,
    runId: newRunId(),
    createdAt: Date.now(),
    retryOf: run.id,
    ...(from === undefined ? {} : { from }),
  });
  await next.create();
  return next;
}

function plan(scripts: Record<"one" | "two" | "side" | "three", string>): string {
  return `
ensemble: orders
agents:
  - { name: one, operation: code, config: { script: ${scripts.one} } }
  - { name: two, operation: code, foreach: [a, b], config: { script: ${scripts.two} } }
  - name: group
    parallel:
      - { name: side, operation: code, config: { script: ${scripts.side} } }
  - { name: approve, agent: hitl }
  - { name: three, operation: code, config: { script: ${scripts.three} } }
output: { one: "\${one.output.call}", two: "\${two.output}", side: "\${side.output.call}", three: "\${three.output.call}" }
`;
}

async function finished(
  scripts: Record<"one" | "two" | "side" | "three", ReturnType<typeof counter>>,
): Promise<TestRun> {
  const { one, two, side, three } = scripts;
  const run = await TestRun.start(plan({ one: one.name, two: two.name, side: side.name, three: three.name }));
  await run.decide("approve", true);
  expect((await run.over()).output).toEqual({ one: 1, two: [{ call: 1 }, { call: 2 }], side: 1, three: 1 });
  return run;
}

const counters = () => ({ one: counter(), two: counter(), side: counter(), three: counter() });

test("from an agent, those before keep their results and are not called again; the approval is asked anew", async () => {
  const scripts = counters();
  const first = await finished(scripts);
  const second = await again(first, "approve");
  await second.waitsFor("approve");
  expect(second.approval().id).not.toBe(first.approval().id);
  await second.decide("approve", true);
  const over = await second.over();
  expect(over).toMatchObject({
    status: "completed",
    retryOf: first.id,
    output: { one: 1, two: [{ call: 1 }, { call: 2 }], side: 1, three: 2 },
  });
  expect([scripts.one, scripts.two, scripts.side, scripts.three].map(({ inputs }) => inputs.length)).toEqual([
    1, 2, 1, 2,
  ]);
  expect(stepAt(over, "one")).toMatchObject({ status: "completed", attempts: 0 });
});

test("an approval before the agent is asked anew all the same", async () => {
  const scripts = counters();
  const second = await again(await finished(scripts), "three");
  await second.decide("approve", false);
  expect(await second.over()).toMatchObject({ status: "rejected" });
  expect(scripts.three.inputs).toHaveLength(1);
});

test("from an agent inside a group, the whole group is done again", async () => {
  const scripts = counters();
  const second = await again(await finished(scripts), "side");
  await second.decide("approve", true);
  expect((await second.over()).output).toMatchObject({ one: 1, side: 2, three: 2 });
});

test("without an agent everything is done again", async () => {
  const scripts = counters();
  const second = await again(await finished(scripts));
  await second.decide("approve", true);
  expect((await second.over()).output).toEqual({ one: 2, two: [{ call: 3 }, { call: 4 }], side: 2, three: 2 });
});

test("a restart of a restart keeps what the first one did", async () => {
  const scripts = counters();
  const second = await again(await finished(scripts), "approve");
  await second.decide("approve", true);
  await second.over();
  const third = await again(second, "three");
  await third.decide("approve", true);
  expect((await third.over()).output).toMatchObject({ one: 1, side: 1, three: 3 });
});

test("what failed is done again: the run that broke goes on from there", async () => {
  const steady = counter();
  let broken = true;
  const flaky = deploy(() => {
    if (broken) throw new Error("not yet");
    return "mended";
  });
  const run = await TestRun.start(`
ensemble: orders
agents:
  - { name: steady, operation: code, config: { script: ${steady.name} } }
  - { name: flaky, operation: code, config: { script: ${flaky.name} } }
`);
  expect((await run.over()).status).toBe("failed");
  broken = false;
  const over = await (await again(run, "flaky")).over();
  expect(walked(over)).toEqual(["steady completed", "flaky completed"]);
  expect(outputOf(over, "flaky")).toBe("mended");
  expect(steady.inputs).toHaveLength(1);
});
