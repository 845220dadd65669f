/** Which agents' results a restart keeps: those of all work before the agent it starts from. */
import type { PlanAgent } from "../ensembles/plan.ts";
import type { RunParams } from "./run-params.ts";

export function keptAgents({ plan, retryOf, from }: RunParams): ReadonlySet<string> {
  if (retryOf === undefined || from === undefined) return new Set();
  const first = plan.agents.findIndex((agent) => agentNames(agent).includes(from));
  return new Set(plan.agents.slice(0, Math.max(0, first)).flatMap(agentNames));
}

/** The agent's own name, and those inside it. */
export function agentNames(agent: PlanAgent): readonly string[] {
  return agent.kind === "parallel" ? [agent.name, ...agent.agents.flatMap(agentNames)] : [agent.name];
}
