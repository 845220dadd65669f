/**
 * What a run without a plan of agents looks like: the way that its recorded steps took. Steps that overlapped in time stand
 * side by side; an agent that was come to again is drawn once, with a way back to it.
 */
import type { Step } from "../../contract/run.ts";
import { type AgentNode, END, type Graph, type GraphEdge, type GraphNode, START } from "./graph.ts";

type DrawnStep = Pick<Step, "agent" | "path" | "operation" | "startedAt" | "finishedAt">;

/** @param name - what the start is called: the ensemble's name */
export function graphOfSteps(name: string, steps: readonly DrawnStep[]): Graph {
  const way = new StepWay(name);
  for (const bout of boutsOf(steps.filter(({ operation }) => operation !== "parallel"))) way.take(bout);
  return way.graph();
}

/** Steps that were under way together, one after another in the order of their starts. */
type Bout = readonly DrawnStep[];

function boutsOf(steps: readonly DrawnStep[]): readonly Bout[] {
  const bouts: DrawnStep[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const step of steps) {
    const [startedAt, finishedAt] = [Date.parse(step.startedAt), endOf(step)];
    if (startedAt < until) bouts.at(-1)?.push(step);
    else bouts.push([step]);
    until = Math.max(until, finishedAt);
  }
  return bouts;
}

function endOf({ finishedAt }: DrawnStep): number {
  return finishedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(finishedAt);
}

class StepWay {
  readonly #nodes: GraphNode[];
  readonly #edges = new Map<string, GraphEdge>();
  /** By agent, the node that edges lead to. */
  readonly #known = new Map<string, string>();
  #last = START;

  constructor(name: string) {
    this.#nodes = [{ kind: "start", id: START, name, lines: [] }];
  }

  take(bout: Bout): void {
    const agents = [...new Map(bout.map((step) => [step.agent, step])).values()];
    const fresh = agents.filter(({ agent }) => !this.#known.has(agent));
    const [again] = agents.flatMap(({ agent }) => this.#known.get(agent) ?? []);
    if (fresh.length > 0) this.#goTo(this.#addNode(fresh, bout));
    else if (again !== undefined) this.#goTo(again);
  }

  graph(): Graph {
    this.#nodes.push({ kind: "end", id: END, name: "end", lines: [] });
    this.#goTo(END);
    return {
      nodes: this.#nodes,
      edges: [...this.#edges.values()],
    };
  }

  /** A way that was taken before is not drawn again; an agent that follows itself needs none. */
  #goTo(id: string): void {
    const key = `${this.#last} ${id}`;
    const kind = this.#place(id) < this.#place(this.#last) ? "back" : "way";
    if (id !== this.#last && !this.#edges.has(key)) {
      this.#edges.set(key, { kind, from: this.#last, to: id, when: kind === "back" ? "again" : "" });
    }
    this.#last = id;
  }

  #place(id: string): number {
    return this.#nodes.findIndex((node) => node.id === id);
  }

  #addNode(steps: readonly DrawnStep[], bout: Bout): string {
    const id = `n${this.#nodes.length}`;
    const [only, ...others] = steps;
    for (const { agent } of steps) this.#known.set(agent, id);
    if (only !== undefined && others.length === 0) {
      this.#nodes.push(agentNode(only, id, bout));
    } else {
      const members = steps.map((step, index) => agentNode(step, `${id}_${index + 1}`, bout));
      this.#nodes.push({ kind: "group", id, name: "all at once", lines: [], members });
    }
    return id;
  }
}

function agentNode({ agent, operation }: DrawnStep, id: string, bout: Bout): AgentNode {
  const isLoop = bout.some((step) => step.agent === agent && step.path.endsWith("]"));
  const does = operation === "hitl" ? "asks" : "work";
  return { kind: "agent", id, name: agent, does, loops: isLoop ? "each" : "once", lines: [operation] };
}
