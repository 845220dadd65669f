/** From Cloudflare Agents' page: a counter is increased by as much as a person says. */
import { defineEnsemble } from "countersign/ensemble";
import { callService } from "../services/call-service.ts";

export default defineEnsemble({
  name: "increase-counter",
  input: { counter: { type: "string", required: true }, confirm: { type: "boolean", required: true } },
  async run(ctx, { counter, confirm }) {
    if (!confirm) return "Nothing was changed.";
    const answer = await ctx.waitFor("elicit-input", {
      prompt: "By how much is the counter to be increased?",
      form: {
        type: "object",
        properties: { amount: { type: "number", title: "Amount", description: "What is added to the counter" } },
        required: ["amount"],
      },
    });
    if (!answer.approved) return "Nothing was changed.";
    const { amount } = answer.values;
    await ctx.step("increase", (step) => callService(step, "/counter", { counter, amount }));
    return `The counter was increased by ${amount}.`;
  },
});
