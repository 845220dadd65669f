/** Runs and approvals in a size that a model can read: what is larger is left out, and said to be. */
import type { Approval } from "../contract/approval.ts";
import type { Run } from "../contract/run.ts";

/** Of one value's JSON, in characters. */
const MAX_VALUE = 20_000;

/** Of all the outputs of a run's steps together, in characters. */
const MAX_OUTPUTS = 60_000;

const MAX_DELIVERIES = 50;

export function briefRun(run: Run): object {
  const outputs = run.steps.reduce((sum, { output }) => sum + sizeOf(output), 0);
  const most = outputs > MAX_OUTPUTS ? MAX_OUTPUTS / run.steps.length : MAX_VALUE;
  return {
    ...run,
    steps: run.steps.map((step) => (sizeOf(step.output) > most ? withoutOutput(step) : step)),
    ...(isLong(run.input) ? { input: null, inputOmitted: true } : {}),
    ...(isLong(run.output) ? { output: null, outputOmitted: true } : {}),
  };
}

/** @param page - where people answer it */
export function briefApproval(approval: Approval, page: string): object {
  return {
    ...approval,
    ...(isLong(approval.data) ? { data: null, dataOmitted: true } : {}),
    ...(isLong(approval.metadata) ? { metadata: null } : {}),
    ...(approval.deliveries.length > MAX_DELIVERIES
      ? { deliveries: approval.deliveries.slice(0, MAX_DELIVERIES) }
      : {}),
    page,
  };
}

/** Whether all of it would be too much to show in one go. */
export function isLong(value: unknown): boolean {
  return sizeOf(value) > MAX_VALUE;
}

function sizeOf(value: unknown): number {
  return value === undefined ? 0 : JSON.stringify(value).length;
}

function withoutOutput(step: Run["steps"][number]): object {
  return { ...step, output: undefined, outputOmitted: true };
}
