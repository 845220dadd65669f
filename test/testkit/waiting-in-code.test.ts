/** Time, events and replays of an ensemble in TypeScript. */
import { describe, expect, test } from "vitest";
import { play, refused } from "./play-code.ts";

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
      /pay-1 \(test\/testkit\/waiting-in-code\.test\.ts:\d+\).*ctx\.step or ctx\.now/s,
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

  test("waiting for the outside beside the steps, and where it belongs is said", async () => {
    const story = play(async (ctx) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await ctx.step("pay", () => 1);
    });
    await expect(story).rejects.toMatchObject({ code: "run-stuck" });
    await expect(story).rejects.toThrow(/fetch or a timer.*ctx\.step/);
  });
});
