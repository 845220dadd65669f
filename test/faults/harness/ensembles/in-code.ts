/** A step, a question in a webhook and a step, in TypeScript: run again from its beginning whenever it is taken up. */
import { defineEnsemble, env, type StepContext } from "countersign/ensemble";

const PATIENT = { timeout: "2s", retry: { attempts: 40, delay: 300, backoff: "constant" } } as const;

export default defineEnsemble({
  name: "in-code",
  input: { key: { type: "string", required: true } },
  async run(ctx, { key }) {
    const draft = await ctx.step("draft", (step) => call(step, `/draft/${key}`), PATIENT);
    const answer = await ctx.waitFor("ask", {
      prompt: `${key}ask`,
      data: draft,
      timeout: "30 days",
      channels: [{ channel: "webhook", webhookUrl: env("HOOK_URL") }],
    });
    if (!answer.approved) return { status: answer.status };
    await ctx.step("publish", (step) => call(step, `/publish/${key}`), PATIENT);
    return { status: answer.status };
  },
});

async function call(
  { env: variables, signal, idempotencyKey }: StepContext,
  path: string,
): Promise<{ readonly path: string }> {
  const headers = { "idempotency-key": idempotencyKey };
  const answer = await fetch(`${String(variables["TEST_SERVER"])}${path}`, { method: "POST", headers, signal });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return { path };
}
