/** From Cencori's page: an agent's plan is carried out once somebody has agreed to it. */
import { defineEnsemble } from "countersign/ensemble";
import { callService } from "../services/call-service.ts";

export default defineEnsemble({
  name: "agent-plan",
  input: { goal: { type: "string", required: true } },
  async run(ctx, { goal }) {
    const plan = await ctx.step("create-plan", () => ({ summary: `Reach ${goal}`, risk: 0.4 }));
    const approval = await ctx.waitFor("human_approval", {
      timeout: "24h",
      metadata: { plan_summary: plan.summary, risk_score: plan.risk },
    });
    if (approval.status === "rejected") {
      await ctx.step("reply", (step) => callService(step, "/reply", { goal, text: "The plan was rejected." }));
      return { executed: false, feedback: approval.feedback };
    }
    if (!approval.approved) return { executed: false };
    await ctx.step("execute-plan", (step) => callService(step, "/execute", { goal }));
    return { executed: true, feedback: approval.feedback };
  },
});
