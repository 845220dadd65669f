/** An ensemble in TypeScript asks people and tells them. */
import { describe, expect, test } from "vitest";
import { env, EnsembleError } from "countersign/ensemble";
import { play, refused } from "./play-code.ts";

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
    expect(error.message).toMatch(/^waitFor "sign": .*\(test\/testkit\/asking-in-code\.test\.ts:\d+\)$/s);
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
