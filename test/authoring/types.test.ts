/** What the types of ensembles in TypeScript let through; what they refuse is marked, and checked with all other types. */
import { expectTypeOf, test } from "vitest";
import { defineEnsemble, type EnsembleContext, env } from "countersign/ensemble";

/** Never run: the compiler alone reads it. */
function typed(_body: (ctx: EnsembleContext) => unknown): void {}

test("the input has the types of its fields", () => {
  defineEnsemble({
    name: "typed",
    input: {
      topic: { type: "string", required: true },
      tone: { type: "string", enum: ["plain", "formal"], default: "plain" },
      count: { type: "integer" },
      lines: { type: "array", default: [] },
    },
    run(_ctx, input) {
      expectTypeOf(input.topic).toEqualTypeOf<string>();
      expectTypeOf(input.tone).toEqualTypeOf<"plain" | "formal">();
      expectTypeOf(input.count).toEqualTypeOf<number | undefined>();
      expectTypeOf(input.lines.length).toEqualTypeOf<number>();
      // @ts-expect-error: there is no such field
      return input.missing;
    },
  });
  // @ts-expect-error: there is no such type
  defineEnsemble({ name: "wrong", input: { topic: { type: "text" } }, run: () => null });
  // @ts-expect-error: an ensemble has a function that runs
  defineEnsemble({ name: "idle" });
});

test("a step gives what it returned, as JSON has it", () => {
  typed(async (ctx) => {
    const made = await ctx.step("make", async ({ idempotencyKey }) => ({ at: new Date(), n: 1, key: idempotencyKey }));
    expectTypeOf(made).toEqualTypeOf<{ at: string; n: number; key: string }>();
    expectTypeOf(await ctx.step("nothing", () => undefined)).toEqualTypeOf<null>();
    expectTypeOf(await ctx.step("function", () => () => 1)).toEqualTypeOf<never>();
    // @ts-expect-error: its times are texts
    made.at.getTime();
    // @ts-expect-error: the work of a step is a function
    await ctx.step("work", Promise.resolve(1));
    // @ts-expect-error: there is no such option
    await ctx.step("option", () => 1, { retries: 3 });
    // @ts-expect-error: attempts are needed
    await ctx.step("attempts", () => 1, { retry: { delay: "1s" } });
  });
});

test("an outcome has values only where it is approved, with the types of the form", () => {
  typed(async (ctx) => {
    const outcome = await ctx.waitFor("ask", {
      form: {
        type: "object",
        properties: { sum: { type: "number" }, kind: { enum: ["a", "b"] }, note: { type: "string" } },
        required: ["sum", "kind"],
      },
    });
    // @ts-expect-error: nobody has approved yet
    void outcome.values.sum;
    if (!outcome.approved) return;
    expectTypeOf(outcome.values.sum).toEqualTypeOf<number>();
    expectTypeOf(outcome.values.kind).toEqualTypeOf<"a" | "b">();
    expectTypeOf(outcome.values.note).toEqualTypeOf<string | undefined>();
    // @ts-expect-error: the form has no such field
    void outcome.values.other;
  });
  typed(async (ctx) => {
    const gate = await ctx.requireApproval("gate");
    expectTypeOf(gate.approved).toEqualTypeOf<true>();
    // @ts-expect-error: without a form nothing is filled in
    void gate.values.sum;
  });
});

test("options that there are not, and values that they do not take, do not compile", () => {
  typed(async (ctx) => {
    await ctx.waitFor("ask", { approvers: [env("BOSS"), "bo@example.com"], to: { type: "slack", userId: "U1" } });
    // @ts-expect-error: there is no such option
    await ctx.waitFor("ask", { promt: "?" });
    // @ts-expect-error: approvers are a list
    await ctx.waitFor("ask", { approvers: "ana@example.com" });
    // @ts-expect-error: a number, any, all, or numbers by group
    await ctx.waitFor("ask", { minApprovals: "most" });
    // @ts-expect-error: there is no such channel
    await ctx.waitFor("ask", { channels: [{ channel: "fax" }] });
    // @ts-expect-error: a Slack destination says who or where
    await ctx.waitFor("ask", { to: { type: "slack" } });
    // @ts-expect-error: a gate ends the run when time is up
    await ctx.requireApproval("gate", { onTimeout: "return" });
    // @ts-expect-error: there must be something to tell
    await ctx.notify({ to: "ana@example.com" });
    // @ts-expect-error: a request has a name
    await ctx.waitFor({ prompt: "?" });
    // @ts-expect-error: a time is a number or a text
    await ctx.sleep(new Date());
  });
});
