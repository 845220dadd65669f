/**
 * How many people must agree depends on the amount: nobody up to 50 euros, one person up to 500, finance as well above.
 * Whoever reviews may lower the sum in a form; finance is a gate that ends the run when it says no. Needs nothing but
 * this project: the step that pays only says what it would have done. With the key that `npm start` prints as KEY:
 *
 *   curl -s localhost:8787/api/ensembles/refund/runs -H "authorization: Bearer $KEY" -H 'prefer: wait=10' \
 *     -d '{"input": {"order": "A-1042", "amount": 720, "reason": "arrived broken"}}'
 *   curl -s -X POST localhost:8787/api/approvals/APPROVAL/links -H "authorization: Bearer $KEY" -d '{}'
 */
import { defineEnsemble } from "countersign/ensemble";

const ALONE = 50;
const FINANCE_FROM = 500;

export default defineEnsemble({
  name: "refund",
  description: "Pays a customer back, after as many approvals as the amount calls for",
  input: {
    order: { type: "string", required: true, description: "The number of the order" },
    amount: { type: "number", required: true, description: "In euros" },
    reason: { type: "string", default: "no reason given" },
  },
  async run(ctx, { order, amount, reason }) {
    let sum = amount;
    if (sum > ALONE) {
      ctx.progress("waiting for a review");
      const review = await ctx.waitFor("review", {
        prompt: `Pay back ${amount} euros for order ${order}?`,
        data: { order, amount, reason },
        form: { type: "object", properties: { sum: { type: "number", minimum: 0, maximum: amount } } },
        timeout: "2 days",
        onTimeout: "return",
      });
      if (!review.approved) return { paid: 0, because: review.reason ?? review.status };
      sum = review.values.sum ?? amount;
    }
    if (sum > FINANCE_FROM) {
      ctx.progress("waiting for finance");
      await ctx.requireApproval("finance", {
        prompt: `${sum} euros leave the house for order ${order}. Do you agree?`,
        data: { order, sum, reason },
        approvers: ["finance@example.com"],
        timeout: "5 days",
      });
    }
    const payment = await ctx.step("pay", ({ idempotencyKey }) => ({ order, sum, key: idempotencyKey }), {
      retry: { attempts: 5, delay: "2s", backoff: "exponential" },
    });
    return { paid: sum, reference: payment.key };
  },
});
