/** From Cloudflare Agents' page: several people must agree, each of them once. */
import { defineEnsemble } from "countersign/ensemble";
import { callService } from "../services/call-service.ts";

export default defineEnsemble({
  name: "multi-approval",
  input: { action: { type: "string", required: true }, requiredApprovals: { type: "integer", default: 2 } },
  async run(ctx, { action, requiredApprovals }) {
    const approval = await ctx.requireApproval("approval", {
      data: { action },
      approvers: ["ana@example.com", "bo@example.com", "cy@example.com"],
      minApprovals: requiredApprovals,
    });
    await ctx.step("execute", (step) => callService(step, "/actions", { action }));
    return { approvers: approval.approvals.map(({ approver }) => approver) };
  },
});
