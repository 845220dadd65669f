/** A gate in TypeScript: unless it is approved, nothing after it happens. */
import { describe, expect, test } from "vitest";
import { env } from "countersign/ensemble";
import { type Code, play } from "./play-code.ts";

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
