/** What the API shows of an ensemble: enough to start it and to know what it will do. */
import { printExpression } from "../expressions/print-expression.ts";
import type { InputFields, Plan, PlanAgent } from "./plan.ts";

export interface PlanDescription {
  readonly name: string;
  readonly description?: string;
  readonly input: InputFields;
  readonly agents: readonly AgentDescription[];
  /** The file of an ensemble in TypeScript, which has no agents to show. */
  readonly code?: string;
}

export interface AgentDescription {
  readonly name: string;
  /** An operation's name, `hitl` or `parallel`. */
  readonly operation: string;
  /** As an author would write it, without `${` and `}`. */
  readonly condition?: string;
  /** The agents of a parallel group. */
  readonly agents?: readonly AgentDescription[];
}

export function describePlan({ ensemble, description, input, agents, code }: Plan): PlanDescription {
  return {
    name: ensemble,
    ...(description === undefined ? {} : { description }),
    input,
    agents: agents.map(describeAgent),
    ...(code === undefined ? {} : { code }),
  };
}

function describeAgent(agent: PlanAgent): AgentDescription {
  return {
    name: agent.name,
    operation: operationOf(agent),
    ...(agent.condition === undefined ? {} : { condition: printExpression(agent.condition.expression) }),
    ...(agent.kind === "parallel" ? { agents: agent.agents.map(describeAgent) } : {}),
  };
}

export function operationOf(agent: PlanAgent): string {
  switch (agent.kind) {
    case "work":
      return agent.operation;
    case "hitl":
    case "answer":
      return "hitl";
    case "parallel":
      return "parallel";
    case "wait":
    case "sleep":
      return "wait";
    default:
      return agent satisfies never;
  }
}
