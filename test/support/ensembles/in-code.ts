/** What an ensemble in TypeScript may meet, by the case it is started with. */
import { defineEnsemble, type EnsembleContext } from "countersign/ensemble";

const CASES = {
  ask,
  both,
  fail,
  gate,
  limit,
  paid,
  rest,
  tell,
} satisfies Record<string, (ctx: EnsembleContext, key: string) => Promise<unknown>>;

export default defineEnsemble({
  name: "in-code",
  input: {
    case: { type: "string", enum: ["ask", "both", "fail", "gate", "limit", "paid", "rest", "tell"], required: true },
    key: { type: "string", default: "none" },
  },
  run: (ctx, input) => CASES[input.case](ctx, input.key),
});

async function ask(ctx: EnsembleContext, key: string): Promise<unknown> {
  const draft = await ctx.step("draft", ({ idempotencyKey }) => ({ text: `draft for ${key}`, idempotencyKey }));
  ctx.progress({ stage: "review", done: 1, of: 2 });
  const review = await ctx.waitFor("review", {
    prompt: "Publish?",
    data: draft,
    form: { type: "object", properties: { headline: { type: "string" } }, required: ["headline"] },
  });
  if (!review.approved) return { published: false, status: review.status, why: review.reason };
  const page = await ctx.step("publish", () => `published ${review.values.headline}`);
  return { published: true, page };
}

async function both(ctx: EnsembleContext): Promise<unknown> {
  const [legal, finance] = await Promise.all([
    ctx.waitFor("legal", { prompt: "Lawful?" }),
    ctx.waitFor("finance", { prompt: "Affordable?" }),
  ]);
  return { legal: legal.status, finance: finance.status };
}

async function fail(ctx: EnsembleContext): Promise<unknown> {
  await ctx.step("look", () => 1);
  throw new Error("the shelf is empty");
}

async function gate(ctx: EnsembleContext): Promise<unknown> {
  try {
    await ctx.requireApproval("permit", { prompt: "May it go on?" });
  } catch {
    // A gate that is shut throws nothing.
  } finally {
    await ctx.step("after", () => "it went on");
  }
  return "through";
}

async function limit(ctx: EnsembleContext): Promise<unknown> {
  try {
    await ctx.waitFor("answer", { timeout: "1h" });
    return "answered";
  } catch (error) {
    return await ctx.step("give-up", () => (error instanceof Error && "code" in error ? error.code : "unknown"));
  }
}

async function paid(ctx: EnsembleContext): Promise<unknown> {
  await ctx.waitFor("order");
  const first = await ctx.waitForEvent<{ readonly amount: number }>("paid", { timeout: "1 hour" });
  const second = await ctx.waitForEvent<{ readonly amount: number }>("paid#2", { timeout: "1 hour" });
  return first.amount + second.amount;
}

async function rest(ctx: EnsembleContext): Promise<unknown> {
  const before = await ctx.now("before");
  await ctx.sleep("1s");
  const after = await ctx.now("after");
  return after - before >= 1_000;
}

async function tell(ctx: EnsembleContext, key: string): Promise<unknown> {
  ctx.progress("just begun");
  await ctx.step("half", () => 1);
  ctx.progress({ "half done": key });
  await ctx.waitFor("rest", { prompt: "And the rest?" });
  return null;
}
