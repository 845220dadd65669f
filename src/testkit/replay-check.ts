/** Checks that a run which is replayed tells the same of its steps as it did before. */
import { canonicalJson } from "../kernel/json.ts";
import type { RunReport, StepRecord } from "../ledger/port.ts";
import type { CodeCall } from "../runs/run-ports.ts";
import { TestFault } from "./test-fault.ts";

export class ReplayCheck {
  readonly #told = new Map<string, string>();
  readonly #calls = new Map<string, { readonly options: string; readonly line: string | null }>();

  /** @throws TestFault `replay-differs` where a step that was finished is now told otherwise */
  compare({ steps }: RunReport): void {
    for (const step of steps) if (isFinished(step)) this.#compareStep(step);
  }

  /** Where the code called for that step, as far as it did. */
  whereIs(name: string): string {
    const path = name.split(":")[0] ?? name;
    const line = this.#calls.get(path)?.line ?? null;
    return line === null ? name : `${name} (${line})`;
  }

  get hint(): string {
    return this.#calls.size === 0 ? "" : HINT;
  }

  /** @throws TestFault `replay-differs` where the code now gives a call other options than before */
  compareCall(call: CodeCall): void {
    const now = optionsText(call.options);
    const before = this.#calls.get(call.path) ?? { options: now, line: call.line };
    this.#calls.set(call.path, before);
    if (now === before.options) return;
    throw new TestFault(
      "replay-differs",
      `Gone through again, ${call.kind} "${call.path}"${call.line === null ? "" : ` (${call.line})`} was given ${now}; before it was ${before.options}.${HINT}`,
    );
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

const HINT =
  " The code between the calls runs again each time: what comes from a clock, from chance or from outside belongs into ctx.step or ctx.now.";

/** Functions, which are other ones each time, are left out; what is no JSON is refused by the call itself. */
function optionsText(options: unknown): string {
  try {
    return JSON.stringify(options) ?? "nothing";
  } catch {
    return "no JSON";
  }
}

function isFinished({ status }: StepRecord): boolean {
  return status !== "running" && status !== "suspended";
}
