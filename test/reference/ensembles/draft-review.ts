/** From cycgraph's page: a writer drafts, a person reviews, a publisher publishes; a no goes back to the writer, once. */
import { defineEnsemble } from "countersign/ensemble";
import { callService } from "../services/call-service.ts";

export default defineEnsemble({
  name: "draft-review",
  input: { goal: { type: "string", required: true } },
  async run(ctx, { goal }) {
    let wish: string | null = null;
    for (let round = 1; round <= 2; round += 1) {
      const draft: string = await ctx.step(`write#${round}`, () => write(goal, wish));
      const review = await ctx.waitFor(`review#${round}`, {
        prompt: "May this draft be published?",
        data: { draft },
        timeout: "5m",
      });
      wish = review.feedback ?? null;
      if (!review.approved) continue;
      const memory = { draft, human_decision: review.status, human_response: wish };
      await ctx.step("publish", (step) => callService(step, "/publish", memory));
      return memory;
    }
    return { human_decision: "rejected", human_response: wish };
  },
});

function write(goal: string, wish: string | null): string {
  return wish === null ? `A draft to ${goal}` : `A draft to ${goal}, and ${wish}`;
}
