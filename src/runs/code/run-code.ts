/** Runs the code of an ensemble in TypeScript, in the version deployed now, over the run's record. */
import { EnsembleError } from "../../authoring/ensemble-error.ts";
import { outputJsonOf } from "../output-json.ts";
import { RunFailure } from "../run-failure.ts";
import type { RunEnd } from "../run-reporter.ts";
import type { Frame } from "../scope.ts";
import type { Walk } from "../walk.ts";
import { codeContext } from "./code-context.ts";
import { CodeRun, TIMEOUT } from "./code-run.ts";

/** Longest message of an error of the author's own that is put on record, in characters. */
const MAX_MESSAGE = 2_000;

/** @throws RunFailure */
export async function runCode(walk: Walk, frame: Frame): Promise<RunEnd> {
  const run = new CodeRun(walk, frame);
  try {
    return await Promise.race([run.end, runToEnd(run)]);
  } finally {
    run.close();
  }
}

async function runToEnd(run: CodeRun): Promise<RunEnd> {
  const { plan, input } = run.walk.params;
  const ensemble = run.walk.ports.codeEnsemble(plan.ensemble);
  if (ensemble === undefined) throw gone(plan.ensemble);
  try {
    const output: unknown = await ensemble.run(codeContext(run), structuredClone(input));
    run.requireAwaited();
    return { status: "completed", ...outputJsonOf(() => output) };
  } catch (error) {
    throw failureOf(error, run);
  }
}

/** A message, and never a stack: those are the author's own affair, and the log's. */
function failureOf(error: unknown, { latest }: CodeRun): unknown {
  if (error instanceof RunFailure) return error;
  if (error instanceof EnsembleError) {
    const code = error.code === TIMEOUT ? "timeout" : error.code;
    return new RunFailure({ code, message: error.message, agent: error.step ?? latest });
  }
  console.error("The code of an ensemble threw:", error);
  const message = error instanceof Error ? error.message : String(error);
  return new RunFailure({ code: "ensemble-failed", message: message.slice(0, MAX_MESSAGE), agent: latest });
}

function gone(ensemble: string): RunFailure {
  return new RunFailure({
    code: "ensemble-gone",
    message: `This deployment has no ensemble "${ensemble}" in TypeScript any more.`,
    agent: "",
  });
}
