import { expect, test } from "vitest";
import type { Approval } from "../../src/contract/approval.ts";
import type { ApprovalsBinding } from "../../src/contract/approvals-binding.ts";
import { type ApprovalStep, waitForApproval, type WaitForApproval } from "../../src/workflow/wait-for-approval.ts";
import { pauseBefore } from "../../src/workflow/waiting.ts";
import { pendingApproval } from "../support/pending-approval.ts";

const HOUR = 3_600_000;

const OPEN = pendingApproval({ prompt: "Ship it?", data: "x".repeat(2_000_000) });

const OPTIONS: WaitForApproval = {
  name: "approve",
  instanceId: "i-1",
  request: { prompt: "Ship it?" },
  wakeThrough: "ME",
};

/** A Workflow's step whose waits end as told, and which keeps what it was asked to do. */
function stepWith(waits: readonly ("event" | Error)[]) {
  const done: string[] = [];
  const left = [...waits];
  const step: ApprovalStep = {
    async do(name, work) {
      done.push(name);
      const result = await work();
      expect(JSON.stringify(result).length, "a step's result may have 1 MiB").toBeLessThan(1_000_000);
      return JSON.parse(JSON.stringify(result)) as typeof result;
    },
    async waitForEvent(name, { type }) {
      done.push(`${name} (${type})`);
      const end = left.shift() ?? "event";
      if (end !== "event") throw end;
      return { payload: { status: "approved", approved: true } };
    },
  };
  return { step, done };
}

/** A binding whose approval is read as told, one after the other. */
function bindingWith(reads: readonly Partial<Approval>[]) {
  const asked: unknown[] = [];
  const left = [...reads];
  const binding: Pick<ApprovalsBinding, "request" | "get"> = {
    async request(question, manner) {
      asked.push([question, manner]);
      return OPEN;
    },
    get: async () => ({ ...OPEN, ...left.shift() }),
  };
  return { binding: binding as ApprovalsBinding, asked };
}

const TIMEOUT = new Error("Execution timed out after 3600000ms");

test("an event makes it ask, and the answer is what counts", async () => {
  const { step, done } = stepWith(["event"]);
  const { binding, asked } = bindingWith([{ status: "rejected", reason: "No" }]);
  const outcome = await waitForApproval(step, binding, OPTIONS);
  expect(outcome).toEqual({
    status: "rejected",
    approved: false,
    rejected: true,
    timedOut: false,
    approvals: [],
    reason: "No",
    approvalId: "hitl_1",
  });
  expect(done).toEqual(["approve: ask", "approve: wait 1 (approval-approve)", "approve: look 1"]);
  expect(asked).toEqual([
    [
      { prompt: "Ship it?" },
      { idempotencyKey: "i-1/approve", wake: { binding: "ME", instanceId: "i-1", event: "approval-approve" } },
    ],
  ]);
});

test("where the event is lost, it asks again by itself, until it is over", async () => {
  const { step, done } = stepWith([TIMEOUT, TIMEOUT, TIMEOUT]);
  const { binding } = bindingWith([{}, {}, { status: "approved" }]);
  expect((await waitForApproval(step, binding, OPTIONS)).approved).toBe(true);
  expect(done.filter((name) => name.includes("look"))).toHaveLength(3);
});

test("a forged event approves nothing: it waits on", async () => {
  const { step } = stepWith(["event", "event"]);
  const { binding } = bindingWith([{ status: "pending" }, { status: "timeout" }]);
  expect(await waitForApproval(step, binding, OPTIONS)).toMatchObject({
    status: "timeout",
    approved: false,
    timedOut: true,
  });
});

test("a wait that ends for another reason is the engine's, and is not swallowed", async () => {
  const { step } = stepWith([new Error("Aborting engine")]);
  await expect(waitForApproval(step, bindingWith([]).binding, OPTIONS)).rejects.toThrow("Aborting engine");
});

test("without a way to be woken it asks by itself alone", async () => {
  const { binding, asked } = bindingWith([{ status: "approved" }]);
  await waitForApproval(stepWith([TIMEOUT]).step, binding, {
    name: "approve",
    instanceId: "i-1",
    request: { prompt: "Ship it?" },
  });
  expect(asked).toEqual([[{ prompt: "Ship it?" }, { idempotencyKey: "i-1/approve" }]]);
});

test("what is refused is not asked for again", async () => {
  const binding = { request: () => Promise.reject(new Error("request-invalid: nobody\nto: x")) } as unknown;
  const refused = waitForApproval(stepWith([]).step, binding as ApprovalsBinding, OPTIONS);
  await expect(refused).rejects.toMatchObject({ name: "NonRetryableError" });
});

test("a name that no event can have is refused at once", async () => {
  await expect(
    waitForApproval(stepWith([]).step, bindingWith([]).binding, { ...OPTIONS, name: "a b" }),
  ).rejects.toThrow(TypeError);
});

test.each([
  [1, true, undefined, HOUR],
  [3, true, undefined, 4 * HOUR],
  [400, true, undefined, 24 * HOUR],
  [1, false, undefined, 30_000],
  [50, false, undefined, HOUR],
  [1, true, "2026-11-22T09:10:00.000Z", 601_000],
  [1, true, "2026-11-22T08:00:00.000Z", 1_000],
])("pause %i, woken: %s, until %s: %i ms", (turn, isWoken, expiresAt, pause) => {
  const at = Date.parse("2026-11-22T09:00:00.000Z");
  expect(pauseBefore(turn, { isWoken, at, expiresAt })).toBe(pause);
});

test("types: a question is needed, of an instance that has an id, and an outcome has the statuses that there are", () => {
  const typed = (_body: () => unknown): void => {};
  const { step } = stepWith([]);
  const { binding } = bindingWith([]);
  typed(async () => {
    // @ts-expect-error: nothing is asked
    await waitForApproval(step, binding, { name: "approve", instanceId: "i-1", request: {} });
    // @ts-expect-error: an instance has an id
    await waitForApproval(step, binding, { name: "approve", request: { prompt: "Ship it?" } });
    // @ts-expect-error: there is no such member of a request
    await waitForApproval(step, binding, { ...OPTIONS, request: { prompt: "Ship it?", deadline: "1h" } });
    // @ts-expect-error: an answer says yes or no
    await binding.decide("hitl_1", { feedback: "fine" });
    const outcome = await waitForApproval(step, binding, OPTIONS);
    // @ts-expect-error: there is no such status
    return outcome.status === "denied";
  });
});
