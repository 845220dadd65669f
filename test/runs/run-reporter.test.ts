/** When a run is said to rest. */
import { beforeEach, expect, test } from "vitest";
import type { RunReport, StepRecord } from "../../src/ledger/port.ts";
import { RunReporter } from "../../src/runs/run-reporter.ts";

let told: RunReport[];
let reporter: RunReporter;
let now: number;

beforeEach(() => {
  told = [];
  now = 1_000;
  reporter = new RunReporter({
    runId: "run_1",
    now: () => now,
    send: async (report) => {
      told.push(report);
      return { over: false };
    },
  });
});

test("one approval: the run rests as soon as it is open", async () => {
  await ask("ask");
  expect(statuses()).toEqual(["suspended"]);
});

test("approvals opened side by side: the run rests once the last is waited for, and says so once", async () => {
  await Promise.all([ask("legal"), ask("finance"), ask("security")]);
  expect(statuses()).toEqual(["running", "running", "running", "suspended"]);
  expect(told.at(-1)?.seq).toBeGreaterThan(told.at(-2)?.seq ?? Infinity);
});

test("work that ends before the approval beside it is open does not keep the run from resting", async () => {
  const work = Promise.withResolvers<void>();
  await Promise.all([
    ask("ask", () => work.promise),
    reporter.working(async () => work.resolve()).then(() => reporter.reportRest()),
  ]);
  expect(statuses().at(-1)).toBe("suspended");
});

test("work that goes on keeps the run from resting, until it ends", async () => {
  const work = Promise.withResolvers<void>();
  const outcome = Promise.withResolvers<void>();
  const working = reporter.working(() => work.promise).then(() => reporter.reportRest());
  const asking = ask(
    "ask",
    () => Promise.resolve(),
    () => outcome.promise,
  );
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(statuses()).toEqual(["running"]);
  work.resolve();
  await working;
  expect(statuses()).toEqual(["running", "suspended"]);
  outcome.resolve();
  await asking;
});

test("a replay, in which nothing is opened anew, says nothing", async () => {
  await reporter.working(() => Promise.resolve());
  await reporter.waiting(() => Promise.resolve());
  expect(told).toEqual([]);
});

test("a run that goes on after a long rest tells what is new with what comes next, and not at once", async () => {
  await ask(
    "ask",
    () => Promise.resolve(),
    async () => void (now += 60_000),
  );
  await work("first", 300);
  expect(statuses()).toEqual(["suspended"]);
  await work("second", 600);
  await work("third", 0);
  expect(statuses()).toEqual(["suspended", "running"]);
  expect(told.at(-1)?.steps.map(({ path }) => path)).toEqual(["first", "second", "third"]);
});

/** As a step of work does, that takes so many milliseconds. */
async function work(path: string, ms: number): Promise<void> {
  await reporter.whileRunning({ ...suspended(path), status: "running" }, async () => void (now += ms));
  reporter.note({ ...suspended(path), status: "completed" });
}

/** As a hitl agent does: opens, tells, waits. */
async function ask(
  path: string,
  open: () => Promise<void> = () => Promise.resolve(),
  outcome: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, 5)),
): Promise<void> {
  await reporter.working(async () => {
    await open();
    await reporter.reportOpened(suspended(path));
  });
  await reporter.waiting(outcome);
}

function suspended(path: string): StepRecord {
  return {
    seq: 0,
    agent: path,
    path,
    round: 1,
    operation: "hitl",
    status: "suspended",
    startedAt: 1_000,
    attempts: 1,
    approvalId: "hitl_1",
  };
}

function statuses(): readonly string[] {
  return told.map(({ status }) => status);
}
