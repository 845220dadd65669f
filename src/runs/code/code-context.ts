/** What the code of an ensemble can call. */
import type { EnsembleContext } from "../../authoring/ensemble-context.ts";
import { runFacts } from "../scope.ts";
import type { CodeRun } from "./code-run.ts";
import { askInCode, gateInCode } from "./ask-in-code.ts";
import { notifyInCode } from "./notify-in-code.ts";
import { sayProgress } from "./say-progress.ts";
import { sleepInCode } from "./sleep-in-code.ts";
import { stepInCode } from "./step-in-code.ts";
import { timeInCode } from "./time-in-code.ts";
import { awaitEventInCode } from "./await-event-in-code.ts";

export function codeContext(run: CodeRun): EnsembleContext {
  return {
    run: runFacts(run.walk.params),
    step: (name, work, options) => stepInCode(run, { name, work, options }),
    waitFor: (name, options) => askInCode(run, name, options),
    requireApproval: (...given: readonly unknown[]) => gateInCode(run, ...namedOrNot(given)),
    notify: (...given: readonly unknown[]) => notifyInCode(run, ...namedOrNot(given)),
    sleep: (...given: readonly unknown[]) => sleepInCode(run, ...namedDuration(given)),
    waitForEvent: (name, options) => awaitEventInCode(run, name, options),
    now: (name) => timeInCode(run, name),
    progress: (progress) => sayProgress(run, progress),
  };
}

/** Of calls whose name may be left out. */
function namedOrNot([first, second]: readonly unknown[]): readonly [string | undefined, unknown] {
  return typeof first === "string" ? [first, second] : [undefined, first];
}

function namedDuration(given: readonly unknown[]): readonly [string | undefined, unknown] {
  return given.length > 1 ? [String(given[0]), given[1]] : [undefined, given[0]];
}
