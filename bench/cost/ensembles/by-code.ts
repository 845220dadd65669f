/** An ensemble in TypeScript: two steps, a person, a step. */
import { defineEnsemble } from "countersign/ensemble";

export default defineEnsemble({
  name: "by-code",
  input: { message: { type: "string", required: true } },
  async run(ctx, { message }) {
    const draft = await ctx.step("draft", () => ({ text: `Dear all, ${message}` }));
    const checked = await ctx.step("check", () => ({ ...draft, length: draft.text.length }));
    const review = await ctx.waitFor("review", { prompt: "Publish?", data: checked });
    if (!review.approved) return { published: null };
    return { published: await ctx.step("publish", () => `published: ${draft.text}`) };
  },
});
