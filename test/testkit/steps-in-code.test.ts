/** Steps of an ensemble in TypeScript: done once, recorded under their names, and what is refused. */
import { describe, expect, test } from "vitest";
import { type EnsembleContext, EnsembleError } from "countersign/ensemble";
import { play, refused } from "./play-code.ts";

describe("step", () => {
  test("is done once, and gives what was recorded", async () => {
    const keys: string[] = [];
    const { run, steps } = await play(async (ctx) => {
      const made = await ctx.step("make", ({ idempotencyKey, signal }) => {
        keys.push(idempotencyKey);
        return { at: new Date(0), nothing: undefined, aborted: signal.aborted };
      });
      await ctx.step("next", () => undefined);
      return made;
    });
    expect(run).toMatchObject({ status: "completed", output: { at: "1970-01-01T00:00:00.000Z", aborted: false } });
    expect(keys).toEqual([`${run.id}.make`]);
    expect(steps.map(({ path, operation, codeVersion }) => [path, operation, codeVersion])).toEqual([
      ["make", "code", "test"],
      ["next", "code", "test"],
    ]);
  });

  test("reads the environment", async () => {
    const { output } = await play((ctx) => ctx.step("read", (step) => step.env["MODE"]), { env: { MODE: "on" } });
    expect(output).toBe("on");
  });

  test("is tried as often as it says, and then thrown", async () => {
    const story = await play(async (ctx) => {
      try {
        return await ctx.step(
          "charge",
          () => {
            throw new Error("card declined");
          },
          { retry: { attempts: 3, delay: "1s" } },
        );
      } catch (error) {
        return error instanceof EnsembleError && [error.code, error.message, error.step];
      }
    });
    expect(story.output).toEqual(["step-failed", "card declined", "charge"]);
    expect(story.step("charge")).toMatchObject({ status: "failed", attempts: 3, codeVersion: "test" });
  });

  test("without `retry`, what it throws is final, and uncaught it fails the run", async () => {
    const { run } = await play((ctx) => ctx.step("charge", () => Promise.reject(new Error("card declined"))));
    expect(run.error).toEqual({ code: "step-failed", message: "card declined", agent: "charge" });
    expect(run.steps).toMatchObject([{ attempts: 1 }]);
  });

  test("has a time limit", async () => {
    const { run } = await play((ctx) => ctx.step("hang", () => new Promise(() => undefined), { timeout: 20 }));
    expect(run.error).toMatchObject({ code: "timeout", agent: "hang" });
  });

  test("keeps 1 MiB at most", async () => {
    expect(await refused((ctx) => ctx.step("large", () => "x".repeat(1_100_000)))).toMatchObject({
      code: "output-too-large",
    });
  });

  test("may be answered by a stub", async () => {
    const story = await play((ctx) => ctx.step("charge", () => "real"), { agents: { charge: { charged: true } } });
    expect(story.output).toEqual({ charged: true });
    expect(story.calls("code")).toMatchObject([{ agent: "charge", path: "charge", attempt: 1 }]);
  });
});

describe("calls inside the work of a step", () => {
  test.each<[string, (ctx: EnsembleContext) => unknown]>([
    ["waitFor", (ctx) => ctx.waitFor("ask")],
    ["step", (ctx) => ctx.step("inner", () => 1)],
    ["sleep", (ctx) => ctx.sleep("inner", "1 day")],
  ])("%s is refused, and it is said where: a replay would not come to it", async (_kind, call) => {
    const error = await refused((ctx) =>
      ctx.step("outer", async () => {
        await Promise.resolve();
        await call(ctx);
      }),
    );
    expect(error).toMatchObject({ code: "step-failed", step: "outer" });
    expect(error.message).toMatch(
      /inside the work of the step "outer".*\(test\/testkit\/steps-in-code\.test\.ts:\d+\)$/,
    );
  });

  test("beside a step that works, they are none", async () => {
    const { output } = await play((ctx) =>
      Promise.all([ctx.step("work", () => 1), ctx.step("other", () => 2).then(() => ctx.step("third", () => 3))]),
    );
    expect(output).toEqual([1, 3]);
  });
});

describe("calls that nobody awaits", () => {
  test.each<[string, (ctx: EnsembleContext) => unknown]>([
    ["a gate", (ctx) => ctx.requireApproval("pay")],
    ["a question", (ctx) => ctx.waitFor("pay")],
    ["a step", (ctx) => ctx.step("pay", () => new Promise((resolve) => setTimeout(resolve, 20)))],
    ["a message", (ctx) => ctx.notify("pay", { message: "Paid.", to: "ana@example.com" })],
  ])("%s: the run fails and says which, instead of ending without it", async (_what, call) => {
    const { run } = await play(
      (ctx) => {
        void call(ctx);
        return "done";
      },
      { agents: { pay: null } },
    );
    expect(run).toMatchObject({ status: "failed", error: { code: "call-not-awaited", agent: "pay" } });
    expect(run.error?.message).toMatch(/"pay".*`await`.*\(test\/testkit\/steps-in-code\.test\.ts:\d+\)$/);
  });

  test("what was awaited together with another that failed is none of them", async () => {
    const { output } = await play(async (ctx) => {
      try {
        return await Promise.all([ctx.waitFor("ask"), ctx.step("fail", () => Promise.reject(new Error("no")))]);
      } catch {
        return "given up";
      }
    });
    expect(output).toBe("given up");
  });

  test("what was begun early and awaited late is none", async () => {
    const story = await play(async (ctx) => {
      const answer = ctx.waitFor("ask");
      await ctx.step("meanwhile", () => 1);
      return (await answer).approved;
    });
    await story.approve("ask");
    expect(story.output).toBe(true);
  });
});

describe("names", () => {
  test("are used once in a run, and the refusal says how to name a loop, and where", async () => {
    const error = await refused(async (ctx) => {
      for (const day of [1, 2]) await ctx.step("remind", () => day);
    });
    expect(error).toMatchObject({ code: "step-name-twice", step: "remind" });
    expect(error.message).toMatch(/`remind#\$\{round\}`.*\(test\/testkit\/steps-in-code\.test\.ts:\d+\)$/);
  });

  test.each(["", "two words", "1st", "a".repeat(65), "a#0", "a:outcome", "__proto__/x"])("%j is none", async (name) => {
    expect((await refused((ctx) => ctx.step(name, () => 1))).code).toBe("step-name-invalid");
  });

  test("with a number, they are rounds of the same step", async () => {
    const { steps } = await play(async (ctx) => {
      for (const round of [1, 2, 3]) await ctx.step(`draft#${round}`, () => round);
      await Promise.all([0, 1].map((index) => ctx.step(`send[${index}]`, () => index)));
    });
    expect(steps.map(({ agent, path, round }) => [agent, path, round])).toEqual([
      ["draft", "draft#1", 1],
      ["draft", "draft#2", 2],
      ["draft", "draft#3", 3],
      ["send", "send[0]", 1],
      ["send", "send[1]", 1],
    ]);
  });

  test("are counted where a call has none", async () => {
    const story = await play(async (ctx) => {
      await ctx.now();
      await ctx.now();
      await ctx.sleep(5);
      await ctx.sleep("1s");
    });
    await story.pass("2s");
    expect(story.ran).toEqual(["sleep", "sleep#2"]);
  });
});

test("progress is shown on the run, the latest of it", async () => {
  const story = await play(async (ctx) => {
    ctx.progress("starting");
    await ctx.step("a", () => 1);
    ctx.progress({ done: 1, of: 2 });
    await ctx.waitFor("sign");
    ctx.progress("done");
  });
  expect(story.run.progress).toEqual({ done: 1, of: 2 });
  await story.approve("sign");
  expect(story.run.progress).toBe("done");
  const error = await refused(async (ctx) => ctx.progress("x".repeat(5_000)));
  expect(error.code).toBe("progress-too-large");
});

test("the output of a run is JSON, and not too large", async () => {
  expect((await play(() => 1n)).run.error).toMatchObject({ code: "output-not-json", agent: "output" });
  expect((await play(() => "x".repeat(1_100_000))).run.error).toMatchObject({ code: "output-too-large" });
  expect((await play(() => undefined)).run).not.toHaveProperty("output");
});
