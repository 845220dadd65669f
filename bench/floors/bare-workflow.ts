/** The floor for a run: one step, one wait for an event, one step; nothing is kept and nobody is told. */
import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { tell } from "./signals.ts";

export class BareWorkflow extends WorkflowEntrypoint {
  override async run(event: WorkflowEvent<unknown>, step: WorkflowStep): Promise<string> {
    const { instanceId } = event;
    await step.do("before", async () => ({ greeting: "Hello" }));
    const sent = step.waitForEvent("outcome", { type: "go", timeout: "1 hour" });
    tell(`${instanceId} waiting`);
    await sent;
    await step.do("after", async () => ({ published: true }));
    tell(`${instanceId} completed`);
    return "done";
  }
}
