/** From Cencori's page: a message of one's own with buttons, whose webhook tells the run what was pressed. */
import { defineEnsemble } from "countersign/ensemble";
import { callService } from "../services/call-service.ts";

export default defineEnsemble({
  name: "slack-interaction",
  input: { change: { type: "string", required: true }, timeout: { type: "string", default: "1h" } },
  async run(ctx, { change, timeout }) {
    const message = { change, run: ctx.run.id, buttons: ["approve", "reject"] };
    await ctx.step("send-message", (step) => callService(step, "/own-slack-app", message));
    const pressed = await ctx.waitForEvent<{ readonly action: string; readonly user: string }>("slack_interaction", {
      timeout,
    });
    if (pressed.action !== "approve") return { released: false, by: pressed.user };
    await ctx.step("release", (step) => callService(step, "/release", { change }));
    return { released: true, by: pressed.user };
  },
});
