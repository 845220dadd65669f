/** What a name means at a place: an agent that may be read there, a neighbouring input, or a mistake. */
import type { Compilation, Place } from "./compilation.ts";
import type { AgentOutline, Outline } from "./outline.ts";
import { loopStartOf } from "./outline.ts";

export type Meaning =
  | { readonly kind: "scope" | "neighbour" | "itself" }
  | { readonly kind: "agent"; readonly agent: AgentOutline; readonly reach: Reach };

/** `lastRound`: it has yet to run in this round, but its output of the round before can be read. */
export type Reach = "ran" | "lastRound" | "later" | "otherBranch" | "own";

/** An agent that ran wins over an input of the same name; an input wins over an agent that did not. */
export function resolveName(compilation: Compilation, place: Place, name: string): Meaning {
  const agent = compilation.outline.byName.get(name);
  const reach = agent === undefined ? null : reachOf(compilation, place, agent);
  if (agent !== undefined && (reach === "ran" || reach === "lastRound")) return { kind: "agent", agent, reach };
  const { inputs } = place;
  if (inputs?.names.has(name) === true && inputs.own !== name) return { kind: "neighbour" };
  if (agent !== undefined && reach !== null) return { kind: "agent", agent, reach };
  return { kind: inputs?.own === name ? "itself" : "scope" };
}

function reachOf({ outline }: Compilation, { agent: reader }: Place, agent: AgentOutline): Reach {
  if (reader === null || agent.position < reader.position) return "ran";
  const loopStart = loopStartOf(agent, outline);
  if (loopStart !== null && loopStart <= reader.position) return "lastRound";
  if (agent === reader) return isRepeated(agent, outline) ? "lastRound" : "own";
  return agent.group !== null && agent.group === reader.group ? "otherBranch" : "later";
}

/** Whether a rejection can have the agent do its work again, and so with what it did before in view. */
function isRepeated({ position }: AgentOutline, outline: Outline): boolean {
  return outline.agents.some((gate) => {
    const start = loopStartOf(gate, outline);
    return gate.position >= position && start !== null && start <= position;
  });
}
