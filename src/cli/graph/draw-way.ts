/** Draws the way that a run took as a Mermaid flowchart. */
import type { Run } from "../../contract/run.ts";
import { graphOfSteps } from "../../ensembles/graph/graph-of-steps.ts";
import { drawGraph } from "./draw-plan.ts";

export function drawWay({ ensemble, steps }: Pick<Run, "ensemble" | "steps">): string {
  return drawGraph(graphOfSteps(ensemble, steps));
}
