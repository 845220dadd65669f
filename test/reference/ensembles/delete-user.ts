/** From Inferable's page: a user is deleted once somebody has agreed, however long that takes. */
import { defineEnsemble } from "countersign/ensemble";
import { callService } from "../services/call-service.ts";

const DESTINATIONS = {
  email: { type: "email", email: "ana@example.com" },
  slackEmail: { type: "slack", email: "ana@example.com" },
  slackUser: { type: "slack", userId: "U00000001" },
  slackChannel: { type: "slack", channelId: "C00000002" },
} as const;

export default defineEnsemble({
  name: "delete-user",
  input: {
    userId: { type: "string", required: true },
    destination: {
      type: "string",
      enum: ["none", "email", "slackEmail", "slackUser", "slackChannel"],
      default: "none",
    },
  },
  async run(ctx, { userId, destination }) {
    const told = destination === "none" ? {} : { to: DESTINATIONS[destination] };
    const prompt = `May the user ${userId} be deleted?`;
    await ctx.requireApproval("approval", { prompt, data: { userId }, timeout: "never", ...told });
    await ctx.step("delete", (step) => callService(step, "/customers/delete", { userId }));
    if (destination !== "none") await ctx.notify({ message: `The user ${userId} is deleted.`, ...told });
    return { deleted: userId };
  },
});
