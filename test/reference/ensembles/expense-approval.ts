/** From Cloudflare Agents' page: an expense is checked, approved within a week, and processed. */
import { defineEnsemble } from "countersign/ensemble";
import { callService } from "../services/call-service.ts";

export default defineEnsemble({
  name: "expense-approval",
  input: {
    amount: { type: "number", required: true },
    description: { type: "string", required: true },
    requestedBy: { type: "string", required: true },
  },
  async run(ctx, expense) {
    const validated = await ctx.step("validate", () => {
      if (expense.amount <= 0) throw new Error("The amount of an expense is above zero.");
      return { ...expense, validatedAt: Date.now() };
    });
    ctx.progress({ step: "approval", status: "pending", message: `${expense.amount} dollars wait for approval` });
    const approval = await ctx.waitFor("approval", {
      prompt: expense.description,
      data: expense,
      requester: expense.requestedBy,
      approvers: ["admin@example.com"],
      timeout: "7 days",
      onTimeout: "return",
      remind: "4h",
      escalate: [{ after: "24h", to: ["manager@example.com"] }],
    });
    if (approval.timedOut) throw new Error("Nobody decided on the expense in time.");
    if (!approval.approved) return { approved: false, reason: approval.reason };
    const approvedBy = approval.approvals.at(-1)?.approver;
    await ctx.step("process", (step) => callService(step, "/expenses", validated));
    return { approved: true, approvedBy };
  },
});
