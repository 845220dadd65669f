/** The engine in memory, and what shows that a run is not replayed as it was. */
import { expect, test } from "vitest";
import type { StepRecord } from "../../src/ledger/port.ts";
import { AnotherAttempt, internalRules } from "../../src/runs/step-rules.ts";
import { Activity } from "../../src/testkit/activity.ts";
import { FakeClock } from "../../src/testkit/fake-clock.ts";
import { MemoryDurable } from "../../src/testkit/memory-durable.ts";
import { ReplayCheck } from "../../src/testkit/replay-check.ts";

function engine(stopAfterStep = false) {
  const clock = new FakeClock(0);
  const activity = new Activity();
  const faults: unknown[] = [];
  const durable = new MemoryDurable({ clock, activity, fault: (error) => faults.push(error), stopAfterStep });
  return { clock, activity, faults, durable };
}

test("a step's result is kept by its name, for all walks", async () => {
  const { durable } = engine();
  expect(await durable.begin().step("a", internalRules(), async () => ({ at: 1 }))).toEqual({ at: 1 });
  expect(await durable.begin().step("a", internalRules(), async () => ({ at: 2 }))).toEqual({ at: 1 });
});

test("a name used twice in one walk is a fault", async () => {
  const { durable, faults } = engine();
  const walk = durable.begin();
  await walk.step("a", internalRules(), async () => 1);
  await walk.step("a", internalRules(), async () => 2);
  expect(faults).toMatchObject([{ code: "step-name-twice" }]);
});

test("a failed attempt waits its delay on the clock; another walk takes the waiting over", async () => {
  const { durable, clock, activity } = engine();
  const attempts: number[] = [];
  const body = async (attempt: number) => {
    attempts.push(attempt);
    if (attempt === 1) throw new AnotherAttempt("down", undefined);
    return "up";
  };
  const rules = { attempts: 2, timeoutMs: 1_000, delayBefore: () => 5_000 };
  void durable.begin().step("a", rules, body);
  await activity.rest();
  const result = durable.begin().step("a", rules, body);
  await activity.rest();
  const timer = clock.next();
  expect(timer).toMatchObject({ at: 5_000, kind: "retry" });
  if (timer !== null) clock.ring(timer);
  expect(await result).toBe("up");
  expect(attempts).toEqual([1, 2]);
  expect(clock.next()).toBeNull();
});

test("what fails against all rules is a fault, not another attempt", async () => {
  const { durable, faults, activity } = engine();
  void durable.begin().step("a", internalRules(), () => Promise.reject(new TypeError("a bug")));
  await activity.rest();
  expect(faults).toEqual([new TypeError("a bug")]);
});

test("replaying, a walk stops at its first new result, and the next one finds it", async () => {
  const { durable, activity } = engine(true);
  let bodies = 0;
  const walk = () => durable.begin().step("a", internalRules(), async () => ++bodies);
  void walk();
  await activity.rest();
  expect(durable.holdsBack).toBe(true);
  expect(await walk()).toBe(1);
  expect([bodies, durable.holdsBack]).toEqual([1, false]);
});

test("steps on record that a walk does not come to are known", async () => {
  const { durable } = engine();
  await durable.begin().step("a", internalRules(), async () => 1);
  await durable.begin().step("b", internalRules(), async () => 2);
  expect(durable.notAskedFor()).toEqual(["a"]);
});

test("an outcome sent before anybody waits is kept for the wait", async () => {
  const { durable, clock } = engine();
  const outcome = {
    status: "approved",
    approved: true,
    rejected: false,
    timedOut: false,
    approvals: [],
    receipt: "a.b.c",
  } as const;
  clock.moveTo(7);
  durable.send({ ...outcome, approvalId: "hitl_1" });
  expect(await durable.begin().waitForOutcome("w", "hitl_1", 1_000)).toMatchObject({ at: 7, outcome });
});

test("a finished step that is told otherwise the second time is a fault", () => {
  const check = new ReplayCheck();
  const step: StepRecord = {
    seq: 0,
    agent: "a",
    path: "a",
    round: 1,
    operation: "code",
    status: "completed",
    startedAt: 0,
    attempts: 1,
    outputJson: "1",
  };
  const report = { runId: "run_1", seq: 1, status: "running", at: 0 } as const;
  check.compare({ ...report, steps: [step, { ...step, path: "b", status: "running" }] });
  check.compare({ ...report, steps: [step, { ...step, path: "b", status: "skipped" }] });
  expect(() => check.compare({ ...report, steps: [{ ...step, outputJson: "2" }] })).toThrow(/a came out as .*"2"/);
});
