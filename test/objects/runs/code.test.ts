/**
 * Runs of ensembles in TypeScript on real Workflows: asked, answered, interrupted and taken up again. `ctx.sleep` and the
 * wait for an event are timed by the engine itself, which nobody can move: those are real, and short.
 */
import { abortAllDurableObjects } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import type { EnsembleContext } from "../../../src/authoring/ensemble-context.ts";
import { EnsembleRun } from "../../../src/runs/ensemble-run.ts";
import { newRunId } from "../../../src/kernel/ids.ts";
import { bindings, SOON } from "../support/bindings.ts";
import { TestRun, walked } from "../support/run.ts";
import { deployEnsemble, withdrawEnsemble } from "../support/scripts.ts";

afterEach(() => vi.restoreAllMocks());

/** An ensemble that notes what its steps did, and a way to stop the engine in between. */
function ensemble(run: (ctx: EnsembleContext, did: (what: string) => void) => unknown) {
  const done: string[] = [];
  const deployed = deployEnsemble((ctx) => run(ctx, (what) => void done.push(what)));
  return { deployed, done, start: () => TestRun.start(deployed) };
}

async function interrupt(run: TestRun): Promise<void> {
  const walks = vi.spyOn(EnsembleRun.prototype, "run");
  const instance = await bindings.RUNS.get(run.id);
  await instance.pause();
  await instance.resume();
  await expect.poll(() => walks.mock.calls.length, SOON).toBeGreaterThan(0);
  walks.mockRestore();
}

async function event(run: TestRun, type: string, payload: unknown, key = crypto.randomUUID()): Promise<string> {
  const { status } = await run.ledger.postEvent({
    runId: run.id,
    type,
    payloadJson: JSON.stringify(payload),
    key,
    requestHash: "same",
    actor: "key:ci",
  });
  return status;
}

function twoGates() {
  return ensemble(async (ctx, did) => {
    await ctx.step("one", () => did("one"));
    const legal = await ctx.waitFor("legal");
    await ctx.step("two", () => did(`two after ${legal.status}`));
    await ctx.requireApproval("finance");
    return ctx.step("three", () => {
      did("three");
      return "paid";
    });
  });
}

const ALL = ["one completed", "legal completed", "two completed", "finance completed", "three completed"];

test("interrupted at each wait, it does nothing twice and asks for the same approvals", async () => {
  const { start, done } = twoGates();
  const run = await start();
  const { approvals } = await run.waitsFor("legal");
  await interrupt(run);
  expect((await run.now()).approvals).toEqual(approvals);
  await run.decide("legal", false);
  await run.waitsFor("finance");
  await interrupt(run);
  await run.decide("finance", true);
  const over = await run.over();
  expect(over).toMatchObject({ status: "completed", output: "paid" });
  expect(walked(over)).toEqual(ALL);
  expect(done).toEqual(["one", "two after rejected", "three"]);
});

test("with everything thrown out of memory at each rest, it comes to the same", async () => {
  const { start, done } = twoGates();
  const run = await start();
  for (const path of ["legal", "finance"]) {
    await run.waitsFor(path);
    await abortAllDurableObjects();
    await run.decide(path, true);
  }
  expect(walked(await run.over())).toEqual(ALL);
  expect(done).toEqual(["one", "two after approved", "three"]);
});

test("a gate that is shut ends it, also where it was interrupted before", async () => {
  const { start, done } = twoGates();
  const run = await start();
  await run.decide("legal", true);
  await run.waitsFor("finance");
  await interrupt(run);
  await run.decide("finance", false);
  expect((await run.over()).status).toBe("rejected");
  expect(done).toEqual(["one", "two after approved"]);
});

test("two requests side by side are answered in any order, with an interruption in between", async () => {
  const { start } = ensemble(async (ctx) => {
    const outcomes = await Promise.all([ctx.waitFor("legal"), ctx.waitFor("finance")]);
    return outcomes.map(({ status }) => status);
  });
  const run = await start();
  await run.waitsFor("legal");
  await run.decide("finance", false);
  await expect.poll(async () => walked(await run.now()), SOON).toContain("finance completed");
  await expect.poll(async () => (await run.now()).status, SOON).toBe("suspended");
  await interrupt(run);
  await run.decide("legal", true);
  expect((await run.over()).output).toEqual(["approved", "rejected"]);
});

test("a request beside a shut gate is withdrawn with the run", async () => {
  const { start } = ensemble((ctx) => Promise.all([ctx.requireApproval("permit"), ctx.waitFor("opinion")]));
  const run = await start();
  await run.waitsFor("opinion");
  await run.decide("permit", false);
  expect((await run.over()).status).toBe("rejected");
  await expect.poll(async () => (await run.approval("opinion").read()).status, SOON).toBe("cancelled");
});

test("when time runs out, the code is thrown TIMEOUT, once", async () => {
  const { start, done } = ensemble(async (ctx, did) => {
    try {
      await ctx.waitFor("sign", { timeout: "1h" });
    } catch (error) {
      await ctx.step("after", () => did(error instanceof Error && "code" in error ? String(error.code) : "unknown"));
    }
  });
  const run = await start();
  await run.waitsFor("sign");
  await run.approval("sign").moveTime(3_600_000);
  await run.over();
  expect(done).toEqual(["TIMEOUT"]);
});

test("a failed attempt is repeated with the same key, and a caught failure is the code's own affair", async () => {
  const keys = new Set<string>();
  const { start } = ensemble(async (ctx) => {
    const attempts = await ctx.step(
      "charge",
      ({ idempotencyKey }) => {
        keys.add(idempotencyKey);
        if (keys.size === 1 && tries++ < 2) throw new Error("busy");
        return tries;
      },
      { retry: { attempts: 3, delay: 1, backoff: "constant" } },
    );
    const refused = await ctx
      .step("refund", () => Promise.reject(new Error("closed")))
      .catch((error: Error) => error.message);
    return { attempts, refused };
  });
  let tries = 0;
  const run = await start();
  expect(await run.over()).toMatchObject({ status: "completed", output: { attempts: 3, refused: "closed" } });
  expect([...keys]).toEqual([`${run.id}.charge`]);
});

test("an event that came before the wait, and before everything was thrown out of memory, is not lost", async () => {
  const { start } = ensemble(async (ctx) => {
    await ctx.waitFor("order");
    return ctx.waitForEvent("paid");
  });
  const run = await start();
  await run.waitsFor("order");
  expect(await event(run, "paid", 3, "k")).toBe("new");
  expect(await event(run, "paid", 3, "k")).toBe("known");
  await abortAllDurableObjects();
  await run.decide("order", true);
  expect(await run.over()).toMatchObject({ status: "completed", output: 3 });
  expect(await event(run, "paid", 3)).toBe("over");
});

test("an event wakes a run that was interrupted while it waited, and each wait takes one", async () => {
  const { start } = ensemble(async (ctx) => [await ctx.waitForEvent("paid"), await ctx.waitForEvent("paid#2")]);
  const run = await start();
  await run.waitsFor("paid");
  await interrupt(run);
  await event(run, "paid", 1);
  await run.waitsFor("paid#2");
  await abortAllDurableObjects();
  await event(run, "paid", 2);
  expect((await run.over()).output).toEqual([1, 2]);
});

test("events that come all at once are all there", async () => {
  const { start } = ensemble((ctx) =>
    Promise.all([0, 1, 2].map((index) => ctx.waitForEvent<number>(`vote[${index}]`))),
  );
  const run = await start();
  await run.waitsFor("vote[2]");
  await Promise.all([1, 2, 3].map((vote) => event(run, "vote", vote)));
  expect(new Set((await run.over()).output as number[])).toEqual(new Set([1, 2, 3]));
});

test("a document waits for an event, and for a time", async () => {
  const run = await TestRun.start(`
ensemble: shipping
agents:
  - { name: paid, operation: wait, config: { timeout: 1 hour } }
  - { name: pause, operation: wait, config: { for: 50 } }
  - { name: lost, operation: wait, onError: continue, config: { event: never-comes, timeout: 1s } }
output: { amount: "\${paid.output.amount}", lost: "\${lost.error.code}" }
`);
  await run.waitsFor("paid");
  await event(run, "paid", { amount: 5 });
  const over = await run.over();
  expect(over).toMatchObject({ status: "completed", output: { amount: 5, lost: "timeout" } });
  expect(over.steps.map(({ operation }) => operation)).toEqual(["wait", "wait", "wait"]);
});

test("interrupted while it sleeps, it sleeps to the same end and knows the same time", async () => {
  const { start } = ensemble(async (ctx) => {
    const before = await ctx.now("before");
    await ctx.sleep("nap", 700);
    return (await ctx.now("after")) - before;
  });
  const run = await start();
  await run.waitsFor("nap");
  await interrupt(run);
  const slept = Number((await run.over()).output);
  expect(slept).toBeGreaterThanOrEqual(700);
  expect(slept).toBeLessThan(3_000);
});

test("cancelled while it asks, waits or sleeps, it does nothing any more", async () => {
  const { start, done } = ensemble(async (ctx, did) => {
    await Promise.all([ctx.waitFor("ask"), ctx.waitForEvent("event"), ctx.sleep("nap", "1h")]);
    did("more");
  });
  const run = await start();
  await run.waitsFor("nap");
  expect(await run.ledger.cancelRun(run.id, "key:ci")).toEqual({ status: "cancelled" });
  expect(await event(run, "event", 1)).toBe("over");
  await expect.poll(async () => (await run.approval("ask").read()).status, SOON).toBe("cancelled");
  expect([(await run.now()).status, done]).toEqual(["cancelled", []]);
});

test("repeated from a step, those before it keep their results, and approvals are asked anew", async () => {
  const { start, done } = twoGates();
  const first = await start();
  await first.decide("legal", true);
  await first.decide("finance", true);
  await first.over();
  const second = new TestRun({
    ...first.start,
    runId: newRunId(),
    createdAt: Date.now(),
    retryOf: first.id,
    from: "three",
  });
  await second.create();
  await second.decide("legal", true);
  await second.decide("finance", true);
  expect(await second.over()).toMatchObject({ status: "completed", output: "paid", retryOf: first.id });
  expect(done).toEqual(["one", "two after approved", "three", "three"]);
});

test("an ensemble that is deployed no more fails its runs, and says so", async () => {
  const { start, deployed } = twoGates();
  const run = await start();
  await run.waitsFor("legal");
  withdrawEnsemble(deployed);
  await interrupt(run);
  expect(await run.over()).toMatchObject({ status: "failed", error: { code: "ensemble-gone" } });
});
