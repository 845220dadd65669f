/** What the programs of the reference do outside: one call of a server that counts. */
import type { StepContext } from "countersign/ensemble";

/** Sent with the step's key, by which a repeated call is counted once. */
export async function callService({ env, signal, idempotencyKey }: StepContext, path: string, body: unknown) {
  const headers = { "content-type": "application/json", "idempotency-key": idempotencyKey };
  const url = `${String(env["TEST_SERVER"])}${path}`;
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
}
