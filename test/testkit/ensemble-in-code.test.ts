/** An ensemble in TypeScript in the test kit: what each call does, what it refuses, and that it can be replayed. */
import { describe, expect, test } from "vitest";
import { defineEnsemble, type EnsembleContext, EnsembleError, env } from "countersign/ensemble";
import { startTest, type TestOptions } from "../../src/testkit/start-test.ts";

type Code = (ctx: EnsembleContext) => unknown;

/** Each run is gone through again after every step. */
function play(run: Code, options: TestOptions = {}) {
  const ensemble = defineEnsemble({ name: "sketch", run: (ctx) => run(ctx) });
  return startTest(ensemble, { replayEveryStep: true, ...options });
}

/** What the code is thrown by its call, as it may catch it. */
async function refused(
  run: Code,
  options?: TestOptions,
): Promise<{ code: string; message: string; step: string | null }> {
  const { run: ended } = await play(async (ctx) => {
    try {
      await run(ctx);
      return "nothing was refused";
    } catch (error) {
      if (!(error instanceof EnsembleError)) throw error;
      const { code, message, step } = error;
      return { code, message, step };
    }
  }, options);
  return (ended.output ?? { code: ended.error?.code, message: ended.error?.message, step: null }) as never;
}

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

describe("names", () => {
  test("are used once in a run, and the refusal says how to name a loop, and where", async () => {
    const error = await refused(async (ctx) => {
      for (const day of [1, 2]) await ctx.step("remind", () => day);
    });
    expect(error).toMatchObject({ code: "step-name-twice", step: "remind" });
    expect(error.message).toMatch(/`remind#\$\{round\}`.*\(test\/testkit\/ensemble-in-code\.test\.ts:\d+\)$/);
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

describe("waitFor", () => {
  test("asks as a hitl agent does, and gives the outcome", async () => {
    const story = await play(
      async (ctx) => {
        const outcome = await ctx.waitFor("sign", {
          prompt: "Sign?",
          data: { sum: 3 },
          metadata: { case: 7 },
          approvers: [env("BOSS"), "bo@example.com"],
          minApprovals: "all",
          timeout: "24h",
          remind: "4h",
          escalate: [{ after: "10h", to: "chief@example.com" }],
          form: { type: "object", properties: { note: { type: "string" } } },
        });
        return outcome;
      },
      { env: { BOSS: "boss@example.com" } },
    );
    expect(await story.approval("sign")).toMatchObject({
      prompt: "Sign?",
      data: { sum: 3 },
      metadata: { case: 7 },
      approvers: ["boss@example.com", "bo@example.com"],
      minApprovals: 2,
      expiresAt: "2026-01-02T09:00:00.000Z",
    });
    await story.approve("sign", { as: "boss@example.com" });
    await story.approve("sign", { as: "bo@example.com", values: { note: "fine" } });
    expect(story.output).toMatchObject({ status: "approved", approved: true, values: { note: "fine" } });
    expect(story.step("sign")).toMatchObject({ operation: "hitl", status: "completed", codeVersion: "test" });
  });

  test("a rejection resolves", async () => {
    const story = await play((ctx) => ctx.waitFor("sign"));
    await story.reject("sign", { reason: "no" });
    expect(story.output).toMatchObject({ status: "rejected", approved: false, rejected: true, reason: "no" });
    expect(story.run.status).toBe("completed");
  });

  test("so does a request that is taken back", async () => {
    const story = await play((ctx) => ctx.waitFor("sign"));
    await story.withdraw("sign");
    expect(story.output).toMatchObject({ status: "cancelled", approved: false, timedOut: false });
  });

  test("time that runs out throws TIMEOUT, which fails the run where nobody catches it", async () => {
    const story = await play((ctx) => ctx.waitFor("sign", { timeout: "1h" }));
    await story.pass("1h");
    expect(story.run).toMatchObject({ status: "failed", error: { code: "timeout", agent: "sign" } });
    const caught = await play((ctx) =>
      ctx.waitFor("sign", { timeout: 90 }).catch((error: unknown) => error instanceof EnsembleError && error.code),
    );
    await caught.pass("90s");
    expect(caught.output).toBe("TIMEOUT");
  });

  test('or comes back, under onTimeout: "return"', async () => {
    const story = await play((ctx) => ctx.waitFor("sign", { timeout: "1h", onTimeout: "return" }));
    await story.pass("1h");
    expect(story.output).toMatchObject({ status: "timeout", approved: false, timedOut: true });
  });

  test("without end, it waits for years", async () => {
    const story = await play((ctx) => ctx.waitFor("sign", { timeout: "never" }));
    await story.pass("400 days");
    expect(story.run.status).toBe("suspended");
    await story.approve("sign");
    expect(story.run.status).toBe("completed");
  });

  test("two side by side are two requests, whose answers come in any order", async () => {
    const story = await play(async (ctx) => {
      const [legal, finance] = await Promise.all([ctx.waitFor("legal"), ctx.waitFor("finance")]);
      return [legal.status, finance.status];
    });
    expect(story.open.map(({ agent }) => agent)).toEqual(["legal", "finance"]);
    await story.reject("finance");
    expect(story.run.status).toBe("suspended");
    await story.approve("legal");
    expect(story.output).toEqual(["approved", "rejected"]);
  });

  test("people are told where `to` and `channels` say", async () => {
    const story = await play(
      (ctx) =>
        ctx.waitFor("sign", {
          to: [
            "ana@example.com",
            { type: "slack", userId: "U0123456789" },
            { type: "slack", channelId: "C0123456789" },
            { type: "slack", email: "bo@example.com" },
          ],
          channels: [{ channel: "webhook", webhookUrl: env("HOOK") }],
        }),
      { env: { HOOK: "https://hooks.example.com/secret" } },
    );
    await story.pass(1);
    expect(story.messages.map(({ channel, to }) => `${channel} ${to}`).toSorted()).toEqual([
      "email ana@example.com",
      "slack C0123456789",
      "slack U0123456789",
      "slack bo@example.com",
      "webhook undefined",
    ]);
    expect(JSON.stringify([story.run, await story.approval("sign"), story.trail])).not.toContain("secret");
  });

  test.each<[object, string, RegExp]>([
    [{ minApprovals: 0 }, "options-invalid", /`minApprovals`/],
    [{ promt: "?" }, "options-invalid", /no option `promt`; did you mean `prompt`\?/],
    [{ approvers: [] }, "options-invalid", /`approvers`/],
    [{ approvers: ["a"], minApprovals: 2 }, "min-approvals-unreachable", /2 approvals are wanted/],
    [{ approvers: [env("MISSING")] }, "env-missing", /MISSING/],
    [{ timeout: "soon" }, "timeout-invalid", /`timeout`/],
    [{ timeout: 0.5 }, "timeout-invalid", /one second/],
    [{ remind: "often" }, "options-invalid", /"often" is no duration/],
    [{ remind: "2 days" }, "timer-too-late", /over/],
    [{ escalate: [{ after: "never", to: "a" }] }, "options-invalid", /escalation/],
    [{ data: 1n }, "options-invalid", /`data` cannot be written as JSON/],
    [{ data: "x".repeat(1_000_000) }, "data-too-large", /900 KiB/],
    [{ form: { type: "nonsense" } }, "form-invalid", /`form`/],
    [{ to: "ana" }, "options-invalid", /`to`/],
    [{ to: "a@example.com", channels: [{ channel: "email" }] }, "options-invalid", /named twice/],
    [{ channels: [{ channel: "slack" }] }, "options-invalid", /slack needs/],
    [{ baseUrl: "javascript:alert(1)" }, "options-invalid", /`baseUrl`/],
    [{ requireVerified: true }, "approvers-missing", /requireVerified/],
  ])("%# refuses %o, says so, and names the line", async (options, code, message) => {
    const error = await refused((ctx) => ctx.waitFor("sign", options));
    expect(error).toMatchObject({ code, step: "sign" });
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^waitFor "sign": .*\(test\/testkit\/ensemble-in-code\.test\.ts:\d+\)$/s);
  });
});

describe("requireApproval", () => {
  const gated =
    (after: string[]): Code =>
    async (ctx) => {
      try {
        await ctx.requireApproval("permit", { timeout: "1h" });
        after.push("approved");
      } catch {
        after.push("caught");
      } finally {
        after.push("finally");
        await ctx.step("after", () => after.push("step"));
      }
      return "done";
    };

  test("approved, it goes on", async () => {
    const after: string[] = [];
    const story = await play(gated(after), { replayEveryStep: false });
    await story.approve("permit");
    expect([story.run.status, story.output, after]).toEqual(["completed", "done", ["approved", "finally", "step"]]);
  });

  test.each(["rejected", "withdrawn", "out of time"])("%s, the run ends, and nothing after it happens", async (how) => {
    const after: string[] = [];
    const story = await play(gated(after));
    if (how === "rejected") await story.reject("permit");
    else if (how === "withdrawn") await story.withdraw("permit");
    else await story.pass("1h");
    expect([story.run.status, story.output, after]).toEqual(["rejected", undefined, []]);
    expect(story.ran).toEqual(["permit"]);
  });

  test("what is under way beside it stops at its next call, and open requests are withdrawn", async () => {
    const story = await play(async (ctx) => {
      await Promise.all([
        ctx.requireApproval("permit"),
        ctx.waitFor("opinion").then(() => ctx.step("beside", () => 1)),
      ]);
    });
    await story.reject("permit");
    expect(story.run.status).toBe("rejected");
    expect((await story.approval("opinion")).status).toBe("cancelled");
    expect(story.ran).toEqual(["permit"]);
  });

  test("that cannot be asked fails the run, whatever is caught", async () => {
    const story = await play(async (ctx) => {
      await ctx.requireApproval("permit", { approvers: [env("MISSING")] }).catch(() => undefined);
      await ctx.step("pay", () => "paid");
    });
    expect(story.run).toMatchObject({ status: "failed", error: { code: "env-missing", agent: "permit" } });
    expect(story.steps.map(({ path }) => path)).toEqual(["permit"]);
  });

  test("has a name of its own where it is given none", async () => {
    const story = await play((ctx) => ctx.requireApproval({ prompt: "May it?" }));
    await story.approve("approval");
    expect(story.run.status).toBe("completed");
  });
});

describe("notify", () => {
  test("gives no deliveries where a stub gives none", async () => {
    const story = await play((ctx) => ctx.notify({ message: "Done.", to: "a@example.com" }), {
      operations: { notify: null },
    });
    expect(story.output).toEqual({ deliveries: [] });
  });

  test("tells people by each channel, and goes on", async () => {
    const story = await play(
      (ctx) =>
        ctx.notify("tell", { message: "Done.", to: ["a@example.com", { type: "slack", channelId: "C0123456789" }] }),
      {
        operations: {
          notify: ({ config }) => ({ deliveries: [{ channel: (config as { channel: string }).channel }] }),
        },
      },
    );
    expect(story.output).toEqual({ deliveries: [{ channel: "email" }, { channel: "slack" }] });
    expect(story.calls("notify").map(({ path, config }) => [path, config])).toEqual([
      ["tell", { channel: "email", to: ["a@example.com"], message: "Done." }],
      ["tell.2", { channel: "slack", to: ["C0123456789"], message: "Done." }],
    ]);
  });

  test.each([
    [{ message: "Done." }],
    [{ message: "", to: "a@example.com" }],
    [{ message: "x", channels: [{ channel: "teams" }] } as never],
  ])("%# refuses %o", async (options) => {
    expect((await refused((ctx) => ctx.notify(options))).code).toBe("options-invalid");
  });
});

describe("time", () => {
  test("passes while it sleeps, and is the same at every replay", async () => {
    const story = await play(async (ctx) => {
      const before = await ctx.now();
      await ctx.sleep("nap", "2 days");
      return [before, await ctx.now("later")];
    });
    expect(story.run.status).toBe("suspended");
    expect(story.step("nap")).toMatchObject({ operation: "wait", reason: "sleeps until 2026-01-03T09:00:00.000Z" });
    await story.pass("2 days");
    expect(story.output).toEqual([Date.parse("2026-01-01T09:00:00Z"), Date.parse("2026-01-03T09:00:00Z")]);
    expect(story.step("nap")).toMatchObject({ status: "completed", finishedAt: "2026-01-03T09:00:00.000Z" });
  });

  test.each([0, -1, "soon", Number.NaN, "400 days"])("%j is no time to sleep", async (duration) => {
    expect((await refused((ctx) => ctx.sleep(duration))).code).toBe("options-invalid");
  });
});

describe("waitForEvent", () => {
  test("takes what came before, in its order, and then waits", async () => {
    const story = await play(async (ctx) => {
      await ctx.waitFor("start");
      return [
        await ctx.waitForEvent("paid"),
        await ctx.waitForEvent("paid#2"),
        await ctx.waitForEvent("third", { type: "paid" }),
      ];
    });
    await story.event("paid", { n: 1 });
    await story.event("paid", { n: 1 }, "event-1");
    await story.event("other", { n: 0 });
    await story.event("paid", { n: 2 });
    await story.approve("start");
    expect(story.step("third")).toMatchObject({
      status: "suspended",
      operation: "wait",
      reason: 'waits for the event "paid"',
    });
    await story.event("paid");
    expect(story.output).toEqual([{ n: 1 }, { n: 2 }, null]);
  });

  test("two that wait for the same take one each", async () => {
    const story = await play((ctx) =>
      Promise.all([ctx.waitForEvent("vote[0]"), ctx.waitForEvent("vote[1]"), ctx.waitForEvent("end")]),
    );
    await story.event("vote", "a");
    await story.event("vote", "b");
    await story.event("vote", "too many");
    await story.event("end", "c");
    expect(new Set(story.output as unknown[])).toEqual(new Set(["a", "b", "c"]));
  });

  test("its time runs out, whatever else happens meanwhile", async () => {
    const story = await play((ctx) => ctx.waitForEvent("paid", { timeout: "1h" }));
    await story.pass("59m");
    await story.event("refunded");
    expect(story.run.status).toBe("suspended");
    await story.pass("1m");
    expect(story.run).toMatchObject({ status: "failed", error: { code: "timeout", agent: "paid" } });
  });

  test("without end, it waits for years", async () => {
    const story = await play((ctx) => ctx.waitForEvent("paid", { timeout: "never" }));
    await story.pass("400 days");
    await story.event("paid", 1);
    expect(story.output).toBe(1);
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

describe("what cannot be replayed is found", () => {
  const DIFFERS = { code: "replay-differs" };

  test("a step that is called otherwise each time", async () => {
    let count = 0;
    const story = play(async (ctx) => {
      count += 1;
      await ctx.step(`pay-${count}`, () => 1);
      await ctx.step("end", () => 2);
    });
    await expect(story).rejects.toMatchObject(DIFFERS);
    await expect(story).rejects.toThrow(
      /pay-1 \(test\/testkit\/ensemble-in-code\.test\.ts:\d+\).*ctx\.step or ctx\.now/s,
    );
  });

  test("options that are otherwise each time", async () => {
    let count = 0;
    const story = play(async (ctx) => {
      count += 1;
      await ctx.waitFor("sign", { prompt: `Sign number ${count}?` });
    });
    await expect(story).rejects.toMatchObject(DIFFERS);
    await expect(story).rejects.toThrow(/waitFor "sign".*was given.*number 2.*before it was.*number 1/s);
  });

  test("a step that is left out the second time", async () => {
    let count = 0;
    await expect(
      play(async (ctx) => {
        count += 1;
        if (count === 1) await ctx.step("once", () => 1);
        await ctx.step("end", () => 2);
      }),
    ).rejects.toMatchObject(DIFFERS);
  });
});

test("the output of a run is JSON, and not too large", async () => {
  expect((await play(() => 1n)).run.error).toMatchObject({ code: "output-not-json", agent: "output" });
  expect((await play(() => "x".repeat(1_100_000))).run.error).toMatchObject({ code: "output-too-large" });
  expect((await play(() => undefined)).run).not.toHaveProperty("output");
});
