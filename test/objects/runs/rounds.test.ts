/** `onRejected: goto`: rework and ask again, each round an approval of its own. */
import { expect, test } from "vitest";
import { outputOf, stepAt, TestRun, walked } from "../support/run.ts";
import { deploy } from "../support/scripts.ts";

const echo = deploy();

const REVIEW = `
ensemble: review
agents:
  - name: outline
    operation: code
    config: { script: ${echo.name} }
  - name: draft
    operation: code
    config: { script: ${echo.name} }
    input: { because: "\${approve.output.feedback ?? 'first'}", was: "\${approve.output.status ?? 'none'}" }
  - name: approve
    agent: hitl
    inputs: { data: "\${draft.output}" }
    config: { onRejected: { goto: draft, maxRounds: 3 } }
  - name: publish
    operation: code
    config: { script: ${echo.name} }
output: \${approve.output.status}
`;

test("each round asks anew, with what was said in the one before", async () => {
  const run = await TestRun.start(REVIEW);
  await run.decide("approve", false, "too long");
  await run.decide("approve#2", false, "too short");
  await run.waitsFor("approve#3");
  expect(new Set((await run.now()).approvals).size).toBe(3);
  expect(await run.approval("approve").decide(true)).toMatchObject({ kind: "over", status: "rejected" });
  expect((await run.now()).status).toBe("suspended");
  await run.decide("approve#3", true);
  const over = await run.over();
  expect(over).toMatchObject({ status: "completed", output: "approved" });
  expect(walked(over)).toEqual([
    "outline completed",
    "draft completed",
    "approve completed",
    "draft#2 completed",
    "approve#2 completed",
    "draft#3 completed",
    "approve#3 completed",
    "publish completed",
  ]);
  expect(outputOf(over, "draft")).toEqual({ because: "first", was: "none" });
  expect(outputOf(over, "draft#2")).toEqual({ because: "too long", was: "rejected" });
  expect(outputOf(over, "draft#3")).toEqual({ because: "too short", was: "rejected" });
  expect(over.steps.map(({ round }) => round)).toEqual([1, 1, 1, 2, 2, 3, 3, 1]);
});

test("after the last round the rejection stands", async () => {
  const run = await TestRun.start(REVIEW);
  for (const path of ["approve", "approve#2", "approve#3"]) await run.decide(path, false);
  const over = await run.over();
  expect(over).toMatchObject({ status: "rejected", output: "rejected" });
  expect(stepAt(over, "publish")?.status).toBe("skipped");
  expect(over.approvals).toHaveLength(3);
});

test("what people did not answer in time is not asked again", async () => {
  const run = await TestRun.start(REVIEW);
  await run.waitsFor("approve");
  await run.approval().outlive();
  await run.approval().owner.settle();
  expect(await run.over()).toMatchObject({ status: "completed", output: "timeout" });
});

test("a gate inside a group between is asked anew, and its old rejection does not stand in the way", async () => {
  const run = await TestRun.start(`
ensemble: review
agents:
  - name: draft
    operation: code
    config: { script: ${echo.name} }
  - name: checks
    parallel:
      - { name: legal, agent: hitl }
      - { name: notes, operation: code, config: { script: ${echo.name} } }
  - name: approve
    agent: hitl
    condition: \${legal.status == 'completed'}
    config: { onRejected: { goto: draft, maxRounds: 2 } }
  - name: publish
    operation: code
    config: { script: ${echo.name} }
`);
  await run.decide("legal", false);
  await run.decide("approve", false);
  await run.decide("legal#2", true);
  await run.decide("approve#2", true);
  const over = await run.over();
  expect(over.status).toBe("completed");
  expect(walked(over).filter((step) => step.endsWith("skipped"))).toEqual([]);
});
