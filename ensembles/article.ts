/**
 * An editor reads a draft and sends it back as often as three times, each time with what is to be changed; then the house
 * holds it until an event says that it may appear. Needs nothing but this project: the step that writes is a few lines
 * of code, where you may prefer a model. With the key that `npm start` prints as KEY:
 *
 *   curl -s localhost:8787/api/ensembles/article/runs -H "authorization: Bearer $KEY" -H 'prefer: wait=10' \
 *     -d '{"input": {"topic": "winter tyres"}}'
 *   curl -s -X POST localhost:8787/api/approvals/APPROVAL/links -H "authorization: Bearer $KEY" -d '{}'
 *
 * After the approval:
 *
 *   curl -s localhost:8787/api/runs/RUN/events -H "authorization: Bearer $KEY" -d '{"type": "embargo-lifted"}'
 */
import { defineEnsemble } from "countersign/ensemble";

const ROUNDS = 3;

export default defineEnsemble({
  name: "article",
  description: "Drafts an article, has it reviewed round by round, and publishes it when it may appear",
  input: { topic: { type: "string", required: true } },
  async run(ctx, { topic }) {
    const wishes: string[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      ctx.progress({ round, of: ROUNDS });
      const draft = await ctx.step(`draft#${round}`, () => write(topic, wishes));
      const review = await ctx.waitFor(`review#${round}`, {
        prompt: `Publish this article about ${topic}?`,
        data: draft,
        timeout: "never",
      });
      if (review.approved) {
        await ctx.waitForEvent("embargo-lifted", { timeout: "30 days" });
        const address = await ctx.step("publish", () => `https://news.example.com/${encodeURIComponent(topic)}`);
        return { published: address, rounds: round };
      }
      wishes.push(review.feedback ?? review.reason ?? "make it better");
    }
    return { published: null, rounds: ROUNDS, wishes };
  },
});

function write(topic: string, wishes: readonly string[]): { readonly title: string; readonly text: string } {
  const changes = wishes.map((wish) => `Changed as asked: ${wish}.`);
  return { title: `All about ${topic}`, text: [`What there is to say about ${topic}.`, ...changes].join("\n") };
}
