/** From Cencori's page: people are asked on Slack, and where nobody answers within the hour, the manager is told. */
import { defineEnsemble, EnsembleError, env } from "countersign/ensemble";

export default defineEnsemble({
  name: "timed-approval",
  input: { case: { type: "string", required: true } },
  async run(ctx, input) {
    try {
      const approval = await ctx.waitFor("approval", {
        data: { case: input.case },
        timeout: "1h",
        channels: [{ channel: "slack", webhookUrl: env("SLACK_WEBHOOK_URL") }],
      });
      return approval.status;
    } catch (error) {
      if (!(error instanceof EnsembleError) || error.code !== "TIMEOUT") throw error;
      await ctx.notify({ message: `Nobody has answered about ${input.case}.`, to: "manager@example.com" });
      return "TIMEOUT";
    }
  },
});
