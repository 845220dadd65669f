/** What is drawn of a run: its plan; or, where the plan has no agents since the ensemble is code, the way it took. */
import type { Run } from "../contract/run.ts";
import type { Graph } from "../ensembles/graph/graph.ts";
import { graphOfPlan } from "../ensembles/graph/graph-of-plan.ts";
import { graphOfSteps } from "../ensembles/graph/graph-of-steps.ts";
import type { Plan } from "../ensembles/plan.ts";

export function runGraph(plan: Plan, run: Run): Graph {
  return plan.agents.length > 0 ? graphOfPlan(plan) : graphOfSteps(run.ensemble, run.steps);
}
