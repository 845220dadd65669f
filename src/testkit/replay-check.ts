/** Whether a run that is gone through again tells the same of its steps as it did before. */
import { canonicalJson } from "../kernel/json.ts";
import type { RunReport, StepRecord } from "../ledger/port.ts";
import { TestFault } from "./test-fault.ts";

export class ReplayCheck {
  readonly #told = new Map<string, string>();

  /** @throws TestFault `replay-differs` where a step that was finished is now told otherwise */
  compare({ steps }: RunReport): void {
    for (const step of steps) if (isFinished(step)) this.#compareStep(step);
  }

  #compareStep(step: StepRecord): void {
    const now = canonicalJson(step);
    const before = this.#told.get(step.path) ?? now;
    this.#told.set(step.path, before);
    if (now !== before) {
      throw new TestFault(
        "replay-differs",
        `Gone through again, ${step.path} came out as ${now}; before it was ${before}.`,
      );
    }
  }
}

function isFinished({ status }: StepRecord): boolean {
  return status !== "running" && status !== "suspended";
}
