/** Sends an approval's outcome to the run that waits for it. */
import type { Outcome } from "../contract/decision.ts";

/** The type of the one event that a wait for this approval takes; unique, so no other wait can be answered by it. */
export function wakeEventType(approvalId: string): string {
  return approvalId;
}

/** Events are limited to 1 MiB; room is left for their wrapping. */
const MAX_EVENT_LENGTH = 900_000;

/** `sent`: the event was taken, or the run is over and nobody waits any more. `missing`: there is no such run. */
export type WokenRun = "sent" | "missing";

export async function sendOutcome(runs: Workflow, runId: string, outcome: Outcome): Promise<WokenRun> {
  const instance = await findInstance(runs, runId);
  if (instance === null) return "missing";
  try {
    await instance.sendEvent({ type: wakeEventType(outcome.approvalId), payload: fitting(outcome) });
    return "sent";
  } catch (error) {
    const { status } = await instance.status();
    if (status === "complete" || status === "errored" || status === "terminated") return "sent";
    throw error;
  }
}

/** Workflows names its errors only in their messages. */
async function findInstance(runs: Workflow, runId: string): Promise<WorkflowInstance | null> {
  try {
    return await runs.get(runId);
  } catch (error) {
    if (error instanceof Error && error.message.includes("not_found")) return null;
    throw error;
  }
}

/** An outcome small enough for an event: of many long comments, each keeps its beginning. */
function fitting(outcome: Outcome): Outcome {
  if (JSON.stringify(outcome).length * 3 < MAX_EVENT_LENGTH) return outcome;
  const room = Math.floor(200_000 / Math.max(1, outcome.approvals.length) / 2);
  const cut = (text: string | undefined) => text?.slice(0, room);
  return {
    ...outcome,
    approvals: outcome.approvals.map((answer) => ({
      ...answer,
      feedback: cut(answer.feedback),
      reason: cut(answer.reason),
    })),
  };
}
