/** Asks, tells whom to pass links on to where nobody is told, and waits. */
import { type Approval, type ApprovalRequestBody, type Client, CountersignApiError } from "../client/create-client.ts";
import { tell } from "./terminal/print.ts";
import { terminalLine } from "./terminal/terminal-text.ts";
import { UsageError } from "./usage-error.ts";

export interface Question {
  /** Whoever asks again by the same name waits on. */
  readonly name?: string;
  readonly body: ApprovalRequestBody;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export async function askPeople(client: Client, { name, body }: Question): Promise<Approval> {
  const approval = await (name === undefined ? client.approvals.request(body) : requestNamed(client, name, body));
  if (approval.status !== "pending") return approval;
  tell(`asked: ${approval.id}`);
  if (approval.deliveries.length === 0) await tellLinks(client, approval);
  if (name !== undefined) return client.approvals.wait(approval.id);
  return withdrawnWhenInterrupted(client, approval.id);
}

async function requestNamed(client: Client, name: string, body: ApprovalRequestBody): Promise<Approval> {
  try {
    return await client.approvals.request(body, { idempotencyKey: name });
  } catch (error) {
    if (!(error instanceof CountersignApiError) || error.code !== "idempotency-conflict") throw error;
    throw new UsageError(`--name ${name}: another question was asked by this name; each question has its own`);
  }
}

/** Somebody who interrupts the wait does not want the answer any more: nobody shall answer into nothing. */
async function withdrawnWhenInterrupted(client: Client, id: string): Promise<Approval> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error("interrupted"));
  for (const signal of SIGNALS) process.once(signal, interrupt);
  try {
    return await client.approvals.wait(id, { signal: interrupted.signal });
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    return await client.approvals.withdraw(id, { reason: "whoever asked went away" });
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, interrupt);
  }
}

async function tellLinks(client: Client, { id, approvers }: Approval): Promise<void> {
  if (approvers.length === 0) tell(`pass this link on: ${(await client.approvals.links(id)).url}`);
  for (const approver of approvers) {
    const { url } = await client.approvals.links(id, { approver });
    tell(terminalLine(`for ${approver}: ${url}`));
  }
}
