/**
 * `countersign/workflow`: any Workflow asks people and waits, for free, until they answer. It does not trust what an
 * event says: an event makes it ask, and it asks by itself too, so that a lost event only delays it.
 */
import type { Approval } from "../contract/approval.ts";
import type { ApprovalQuestion, ApprovalsBinding } from "../contract/approvals-binding.ts";
import type { Outcome, OutcomeStatus } from "../contract/decision.ts";
import { isJsonObject } from "../kernel/json.ts";
import { isWaitTimeout } from "../kernel/is-wait-timeout.ts";
import { asking } from "./refused-for-good.ts";
import { eventOf, pauseBefore } from "./waiting.ts";

export type * from "../contract/approvals-binding.ts";
export { wakeWorkflow } from "./wake-workflow.ts";

/** What is asked, under which name, and how the Workflow is woken. */
export interface WaitForApproval {
  /** Of this wait, once in an instance: letters, digits, `-` and `_`, at most 80. */
  readonly name: string;
  /** `event.instanceId` of the Workflow. */
  readonly instanceId: string;
  readonly request: ApprovalQuestion;
  /** The service binding by which Countersign reaches this Worker. Without one it is only asked, up to an hour apart. */
  readonly wakeThrough?: string;
}

/** As a hitl agent's output; `receipt` where there is one by now. */
export type ApprovalOutcome = Omit<Outcome, "receipt"> & Partial<Pick<Outcome, "receipt">>;

/** The part of a Workflow's step that is used. */
export interface ApprovalStep {
  do<T>(name: string, work: () => Promise<T>): Promise<T>;
  waitForEvent(name: string, options: { readonly type: string; readonly timeout: number }): Promise<unknown>;
}

/** An approval without what is large: a step's result may have 1 MiB. */
type Look = Pick<
  Approval,
  "id" | "status" | "approvals" | "reason" | "feedback" | "values" | "receipt" | "expiresAt"
> & {
  /** Epoch milliseconds: recorded with the step, so that a replay waits as long. */
  readonly at: number;
};

/** Resolves once the approval is over, whichever way. `step` is the one of the Workflow. */
export async function waitForApproval(
  step: ApprovalStep,
  countersign: ApprovalsBinding,
  { name, instanceId, request, wakeThrough }: WaitForApproval,
): Promise<ApprovalOutcome> {
  const event = eventOf(name);
  const wake = wakeThrough === undefined ? {} : { wake: { binding: wakeThrough, instanceId, event } };
  let look = await step.do(`${name}: ask`, async () =>
    lookAt(await asking(countersign.request(request, { idempotencyKey: `${instanceId}/${name}`, ...wake }))),
  );
  for (let turn = 1; ; turn += 1) {
    if (look.status !== "pending") return outcomeOf(look, look.status);
    const timeout = pauseBefore(turn, { isWoken: wakeThrough !== undefined, ...look });
    await wokenOrLate(step, `${name}: wait ${turn}`, { type: event, timeout });
    look = await step.do(`${name}: look ${turn}`, async () => lookAt(await asking(countersign.get(look.id))));
  }
}

async function wokenOrLate(
  step: ApprovalStep,
  name: string,
  event: { readonly type: string; readonly timeout: number },
) {
  try {
    await step.waitForEvent(name, event);
  } catch (error) {
    if (!isWaitTimeout(error)) throw error;
  }
}

function lookAt({ id, status, approvals, reason, feedback, values, receipt, expiresAt }: Approval): Look {
  return {
    id,
    status,
    approvals,
    at: Date.now(),
    ...(reason === undefined ? {} : { reason }),
    ...(feedback === undefined ? {} : { feedback }),
    ...(values === undefined ? {} : { values }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function outcomeOf(look: Look, status: OutcomeStatus): ApprovalOutcome {
  const { id, approvals, reason, feedback, values, receipt } = look;
  return {
    status,
    approved: status === "approved",
    rejected: status === "rejected",
    timedOut: status === "timeout",
    approvals,
    approvalId: id,
    ...(reason === undefined ? {} : { reason }),
    ...(feedback === undefined ? {} : { feedback }),
    ...(isJsonObject(values) ? { values } : {}),
    ...(receipt === undefined ? {} : { receipt }),
  };
}
