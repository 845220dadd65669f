/**
 * Whether an agent's condition holds. The result of one that reads the environment is recorded: a replay must not read
 * it again.
 */
import type { PlanCondition } from "../ensembles/plan.ts";
import { evaluate } from "../expressions/evaluate.ts";
import { internalRules } from "./step-rules.ts";
import { hiddenVariable } from "./scope.ts";
import { errorOf, type Place, type Walk } from "./walk.ts";
import { StepFailure } from "../operations/step-failure.ts";

type Recorded =
  | { readonly ok: true; readonly holds: boolean }
  | { readonly ok: false; readonly code: string; readonly message: string };

export async function holds(walk: Walk, place: Place, condition: PlanCondition): Promise<boolean> {
  const { frame } = place;
  if (!condition.readsEnv) return Boolean(evaluate(condition.expression, frame.scope(hiddenVariable)));
  const recorded = await walk.ports.durable.step(`${place.path}:condition`, internalRules(), async () =>
    evaluateRecorded(walk, place, condition),
  );
  if (recorded.ok) return recorded.holds;
  throw new StepFailure(recorded.code, recorded.message, { retryable: "no" });
}

function evaluateRecorded(walk: Walk, { frame }: Place, condition: PlanCondition): Recorded {
  try {
    return { ok: true, holds: Boolean(evaluate(condition.expression, frame.scope(walk.ports.variable))) };
  } catch (error) {
    return { ok: false, ...errorOf(error) };
  }
}
