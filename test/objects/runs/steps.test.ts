/**
 * One step: attempts, time-outs, failures, and the bounds of what it may give. An attempt's time-out is the engine's, and
 * the pauses between two attempts are: those are real, and short.
 */
import { describe, expect, test } from "vitest";
import type { Run } from "../../../src/contract/run.ts";
import { MAX_OUTPUT_BYTES } from "../../../src/runs/step-result.ts";
import { StepFailure } from "../../../src/operations/step-failure.ts";
import { byteLength } from "../../../src/kernel/json.ts";
import { Receiver } from "../support/receiver.ts";
import { stepAt, TestRun, walked } from "../support/run.ts";
import { deploy, type Watched } from "../support/scripts.ts";
import { sleep, SOON } from "../support/bindings.ts";

/** A run of one step. */
async function runOf(script: Watched, more = "", rest = ""): Promise<Run> {
  const text = `ensemble: one\nagents:\n  - { name: work, operation: code, config: { script: ${script.name} }${more} }\n${rest}`;
  return (await TestRun.start(text)).over();
}

async function callOf(receiver: Receiver, more = ""): Promise<Run> {
  const text = `ensemble: one\nagents:\n  - { name: call, operation: http, config: { url: "${receiver.url}" }${more} }`;
  return (await TestRun.start(text)).over();
}

const FAST = ", retry: { attempts: 3, delay: 10 }";

describe("attempts", () => {
  test("a call that fails at first is made again with the same Idempotency-Key, and counted", async () => {
    const receiver = await Receiver.start({ status: 500 }, { status: 503 }, { body: { ok: true } });
    const run = await callOf(receiver, FAST);
    expect(stepAt(run, "call")).toMatchObject({ status: "completed", attempts: 3, output: { ok: true } });
    const keys = (await receiver.requests()).map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toEqual([`${run.id}.call`, `${run.id}.call`, `${run.id}.call`]);
  });

  test("when they are used up the run fails, with agent, code and message", async () => {
    const receiver = await Receiver.start({ status: 503 });
    const run = await callOf(receiver, FAST);
    const error = { code: "http-status", message: expect.stringContaining("answered 503") };
    expect(run).toMatchObject({ status: "failed", error: { ...error, agent: "call" } });
    expect(stepAt(run, "call")).toMatchObject({ status: "failed", attempts: 3, error });
    expect(await receiver.count()).toBe(3);
  });

  test("a refusal is final at once", async () => {
    const receiver = await Receiver.start({ status: 404 });
    const run = await callOf(receiver, FAST);
    expect(stepAt(run, "call")).toMatchObject({ status: "failed", attempts: 1 });
    expect(await receiver.count()).toBe(1);
  });

  test.each([
    ["constant", 120, 120],
    ["linear", 120, 240],
    ["exponential", 120, 240],
  ])("%s: waits %i and then %i ms", async (backoff, first, second) => {
    const receiver = await Receiver.start({ status: 500 });
    await callOf(receiver, `, retry: { attempts: 3, delay: 120, backoff: ${backoff} }`);
    const times = (await receiver.requests()).map(({ at }) => at);
    const gaps = [(times[1] ?? 0) - (times[0] ?? 0), (times[2] ?? 0) - (times[1] ?? 0)];
    expect(gaps[0]).toBeGreaterThanOrEqual(first - 5);
    expect(gaps[1]).toBeGreaterThanOrEqual(second - 5);
    expect(gaps[1]).toBeLessThan(second + 400);
  });

  test("Retry-After is waited for", async () => {
    const receiver = await Receiver.start({ status: 429, headers: { "retry-after": "1" } }, {});
    const run = await callOf(receiver, FAST);
    const times = (await receiver.requests()).map(({ at }) => at);
    expect(stepAt(run, "call")).toMatchObject({ status: "completed", attempts: 2 });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test("a script that throws is not called again, unless the author asks for it", async () => {
    const failing = deploy((_context, call) => {
      if (call < 3) throw new Error(`call ${call}`);
      return "done";
    });
    expect(await runOf(failing)).toMatchObject({
      status: "failed",
      error: { code: "script-failed", message: "call 1" },
    });
    expect(failing.inputs).toHaveLength(1);
    expect(await runOf(failing, FAST)).toMatchObject({ status: "completed" });
    expect(failing.inputs).toHaveLength(3);
  });

  test("one attempt means one", async () => {
    const receiver = await Receiver.start({ status: 500 });
    await callOf(receiver, ", retry: { attempts: 1 }");
    expect(await receiver.count()).toBe(1);
  });
});

describe("time-outs", () => {
  test("cut off an attempt, which is made again", async () => {
    const receiver = await Receiver.start({ hang: true }, { body: 1 });
    const run = await callOf(receiver, `, timeout: 150${FAST}`);
    expect(stepAt(run, "call")).toMatchObject({ status: "completed", attempts: 2, output: 1 });
  });

  test("in the options of http count as well", async () => {
    const receiver = await Receiver.start({ hang: true });
    const text = `ensemble: one\nagents:\n  - { name: call, operation: http, config: { url: "${receiver.url}", timeout: 100 }, retry: { attempts: 1 } }`;
    expect(await (await TestRun.start(text)).over()).toMatchObject({ status: "failed", error: { code: "timeout" } });
  });

  test("tell a script to stop, and do not wait until it does", async () => {
    let told = false;
    const slow = deploy(async ({ signal }) => {
      signal.addEventListener("abort", () => (told = true));
      await sleep(1_500);
    });
    const before = Date.now();
    expect(await runOf(slow, ", timeout: 100, retry: { attempts: 1 }")).toMatchObject({
      status: "failed",
      error: { code: "timeout" },
    });
    expect(Date.now() - before).toBeLessThan(1_200);
    expect(told).toBe(true);
  });
});

describe("a failure", () => {
  const failing = deploy(() => {
    throw new StepFailure("out-of-stock", "nothing left", { retryable: "no" });
  });

  test("that the author expects leaves an error and nothing else, and the run goes on", async () => {
    const run = await runOf(
      failing,
      ", onError: continue",
      "output: { code: ${work.error.code}, message: ${work.error.message}, status: ${work.status}, output: ${work.output ?? 'nothing'} }",
    );
    expect(run).toMatchObject({
      status: "completed",
      output: { code: "out-of-stock", message: "nothing left", status: "failed", output: "nothing" },
    });
  });

  test("that nobody expects stops the run: nothing after it is done", async () => {
    const after = deploy();
    const run = await runOf(failing, "", `  - { name: after, operation: code, config: { script: ${after.name} } }`);
    expect(run.error).toEqual({ code: "out-of-stock", message: "nothing left", agent: "work" });
    expect(walked(run)).toEqual(["work failed"]);
    expect(after.inputs).toEqual([]);
  });

  test("of an expression fails for good, before anything is called", async () => {
    const never = deploy();
    const run = await runOf(never, ", input: { x: \"${'x'.repeat(9000000)}\" }");
    expect(run).toMatchObject({ status: "failed", error: { agent: "work" } });
    expect(never.inputs).toEqual([]);
  });

  test("of the run's own output fails the run", async () => {
    const run = await runOf(
      deploy(() => "x".repeat(700_000)),
      "",
      "output: { a: ${work.output}, b: ${work.output} }",
    );
    expect(run).toMatchObject({ status: "failed", error: { code: "output-too-large", agent: "output" } });
    expect(stepAt(run, "work")?.status).toBe("completed");
  });

  test("withdraws the approvals that are open", async () => {
    const text = `ensemble: one\nagents:\n  - name: both\n    parallel:\n      - { name: approve, agent: hitl }\n      - { name: work, operation: code, config: { script: ${failing.name} } }`;
    const run = await TestRun.start(text);
    await run.over();
    await expect.poll(() => run.approval().owner.outcome(), SOON).toMatchObject({ status: "cancelled" });
    expect(await run.approval().decide(true)).toMatchObject({ kind: "over", status: "cancelled" });
  });
});

describe("an output", () => {
  /** How many of them make an output just as large as is allowed, quotes included. */
  const most = (character: string): number => Math.floor((MAX_OUTPUT_BYTES - 2) / byteLength(character));

  test.each([
    ["letters", "x".repeat(most("x"))],
    ["Latin letters with accents", "é".repeat(most("é"))],
    ["Chinese characters", "界".repeat(most("界"))],
    ["emoji", "😀".repeat(most("😀"))],
    ["letters after one Chinese character, of two bytes each in memory", `界${"x".repeat(MAX_OUTPUT_BYTES - 5)}`],
  ])("of just under 1 MiB of %s is kept", async (_what, text) => {
    const run = await runOf(
      deploy(() => text),
      "",
      "output: ${work.output.length}",
    );
    expect(run.error).toBeUndefined();
    expect(run).toMatchObject({ status: "completed", output: text.length });
  });

  test.each([
    ["letters", "x".repeat(most("x") + 1)],
    ["Chinese characters", "界".repeat(most("界") + 1)],
    ["many small members", Array.from({ length: 120_000 }, (_, index) => ({ index }))],
  ])("of more, of %s, fails for good and is called once", async (_what, output) => {
    const large = deploy(() => output);
    expect(await runOf(large, FAST)).toMatchObject({
      status: "failed",
      error: { code: "output-too-large", agent: "work" },
    });
    expect(large.inputs).toHaveLength(1);
  });

  test("of many small members is kept", async () => {
    const members = Array.from({ length: 70_000 }, (_, index) => ({ n: index }));
    expect(byteLength(JSON.stringify(members))).toBeLessThan(MAX_OUTPUT_BYTES);
    const run = await runOf(
      deploy(() => members),
      "",
      "output: ${work.output.length}",
    );
    expect(run).toMatchObject({ status: "completed", output: 70_000 });
  });

  test.each([
    [
      "a circle",
      () => {
        const circle: Record<string, unknown> = {};
        circle["self"] = circle;
        return circle;
      },
    ],
    ["a big integer", () => ({ n: 1n })],
  ])("that is %s is no JSON", async (_what, body) => {
    expect(await runOf(deploy(body), FAST)).toMatchObject({ status: "failed", error: { code: "output-not-json" } });
  });

  test("is what JSON keeps of it, for the next agent too", async () => {
    const run = await runOf(
      deploy(() => ({ at: new Date(0), gone: undefined, list: [undefined], nan: Number.NaN })),
      "",
      "output: ${work.output}",
    );
    expect(run.output).toEqual({ at: "1970-01-01T00:00:00.000Z", list: [null], nan: null });
    expect(stepAt(run, "work")?.output).toEqual(run.output);
  });

  test("that is nothing is null", async () => {
    const run = await runOf(
      deploy(() => undefined),
      "",
      "output: { nothing: ${work.output == null} }",
    );
    expect(run.output).toEqual({ nothing: true });
  });
});

test("a step says with which version of the scripts it ran", async () => {
  const run = await runOf(deploy());
  expect(stepAt(run, "work")?.codeVersion).toMatch(/^[0-9a-f]{12}$/);
});

test("a step that takes long is seen while it runs", async () => {
  const hold = Promise.withResolvers<string>();
  const slow = deploy(() => hold.promise);
  const run = await TestRun.start(
    `ensemble: one\nagents:\n  - { name: work, operation: code, config: { script: ${slow.name} } }`,
  );
  await expect.poll(async () => stepAt(await run.now(), "work")?.status, SOON).toBe("running");
  hold.resolve("done");
  expect(stepAt(await run.over(), "work")).toMatchObject({ status: "completed", output: "done" });
});
