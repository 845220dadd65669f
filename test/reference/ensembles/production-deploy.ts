/** From cycgraph's page: a deployment is approved within ten minutes or not made. */
import { defineEnsemble } from "countersign/ensemble";
import { callService } from "../services/call-service.ts";

export default defineEnsemble({
  name: "production-deploy",
  input: { deployment_plan: { type: "string", required: true } },
  async run(ctx, { deployment_plan }) {
    const review = await ctx.waitFor("review", {
      prompt: "Deploy this to production?",
      data: { deployment_plan },
      timeout: "10 minutes",
    });
    if (!review.approved) return { deployed: false };
    await ctx.step("deploy", (step) => callService(step, "/deploy", { deployment_plan }));
    return { deployed: true };
  },
});
