/**
 * What a plan looks like. What always runs makes the main line; an agent with a condition hangs on the agents that its
 * condition names; a gate lets through only what was approved, unless a condition names it.
 */
import { printExpression } from "../../expressions/print-expression.ts";
import type { HitlAgent, Plan, PlanAgent, PlanCondition } from "../plan.ts";
import { conditionAfterGate } from "./condition-after-gate.ts";
import { describeAgent, timeLimit } from "./describe-agent.ts";
import { type AgentNode, END, type Graph, type GraphEdge, type GroupNode, START } from "./graph.ts";

export function graphOfPlan(plan: Plan): Graph {
  const agents = plan.agents.map((agent, index) => nodeOf(agent, `n${index + 1}`, []));
  const ways = new Ways(plan.agents);
  for (const agent of plan.agents) ways.connect(agent);
  ways.end();
  return {
    nodes: [
      { kind: "start", id: START, name: plan.ensemble, lines: inputLine(plan) },
      ...agents,
      { kind: "end", id: END, name: plan.output === undefined ? "end" : "output", lines: [] },
    ],
    edges: ways.edges,
  };
}

function inputLine({ input }: Plan): readonly string[] {
  const fields = Object.keys(input);
  return fields.length === 0 ? [] : [`input: ${fields.join(", ")}`];
}

/** @param more - lines for what no edge shows: of a group's member, its condition */
function nodeOf(agent: PlanAgent, id: string, more: readonly string[]): AgentNode | GroupNode {
  const { name } = agent;
  if (agent.kind === "parallel") {
    const members = agent.agents.map((member, index) => nodeOf(member, `${id}_${index + 1}`, conditionLine(member)));
    return { kind: "group", id, name, lines: [...describeAgent(agent), ...more], members };
  }
  const limit = agent.kind === "hitl" ? timeLimit(agent.timeout) : null;
  return {
    kind: "agent",
    id,
    name,
    does: agent.kind === "hitl" ? "asks" : agent.kind === "answer" ? "answers" : "work",
    loops: agent.foreach === undefined ? "once" : "each",
    lines: [...describeAgent(agent), ...(limit === null ? [] : [`waits ${limit}`]), ...more],
  };
}

function conditionLine({ condition }: PlanAgent): readonly string[] {
  return condition === undefined ? [] : [`if ${printExpression(condition.expression)}`];
}

/** A node from which the way on has not been found. */
interface Exit {
  readonly id: string;
  /** What must have come of it; empty where nothing must. */
  readonly when: string;
}

class Ways {
  readonly edges: GraphEdge[] = [];
  readonly #ids = new Map<string, string>();
  readonly #gates = new Set<string>();
  /** Where the main line stands. */
  #line: Exit = { id: START, when: "" };
  /** Whether the way on from there is known, by an agent that runs just when the gate opens. */
  #isLeft = false;
  /** Agents with a condition since then, in order, whose way on is open. */
  #open: Exit[] = [];
  /** Agents that came after the main line's last one, that one included: what conditions may hang on. */
  #near = new Set<string>();
  /** Agents that run only after a no. */
  #ends: Exit[] = [];
  readonly #shut: Exit[] = [];

  constructor(agents: readonly PlanAgent[]) {
    for (const [index, agent] of agents.entries()) this.#name(agent, `n${index + 1}`);
  }

  /** The members of a group go by the group. */
  #name(agent: PlanAgent, id: string): void {
    this.#ids.set(agent.name, id);
    if (agent.kind === "parallel") for (const member of agent.agents) this.#name(member, id);
  }

  connect(agent: PlanAgent): void {
    const id = this.#ids.get(agent.name) ?? "";
    if (agent.condition === undefined) {
      this.#leave(id);
      this.#line = exitOf(agent, id);
      this.#isLeft = false;
      this.#near = new Set();
    } else {
      this.#hang(agent, agent.condition, id);
    }
    this.#near.add(id);
    for (const gate of gatesOf(agent)) this.#gates.add(gate);
    for (const asker of askersOf(agent)) this.#afterNo(asker, id);
  }

  end(): void {
    this.#leave(END);
    for (const { id, when } of this.#ends) this.#add("way", id, END, when);
    for (const { id, when } of this.#shut) this.#add("shut", id, END, when);
  }

  /** The ways that lead on to the next agent that always runs. */
  #leave(to: string): void {
    const exits = this.#isLeft ? this.#open : [this.#line, ...this.#open];
    for (const exit of exits) this.#add("way", exit.id, to, exit.when);
    this.#open = [];
  }

  /** On the agents that the condition names, where they are near enough to say it all; else on the main line. */
  #hang(agent: PlanAgent, condition: PlanCondition, id: string): void {
    const text = printExpression(condition.expression);
    const gates = condition.names.filter((name) => this.#gates.has(name));
    const side = conditionAfterGate(condition, gates);
    const named = (side === "shut" ? gates : condition.names).flatMap((name) => this.#ids.get(name) ?? []);
    const sources = [...new Set(named)].filter((source) => side === "shut" || this.#near.has(source));
    for (const source of sources) this.#add("if", source, id, text);
    if (sources.length === 0) {
      this.#add("if", this.#line.id, id, [this.#line.when, text].filter((part) => part !== "").join(" and "));
    }
    this.#ends = this.#ends.filter((exit) => !sources.includes(exit.id));
    // What follows does not run after a no, so its way on is the end.
    if (side === "shut") return void this.#ends.push(exitOf(agent, id));
    this.#open = [...this.#open.filter((exit) => !sources.includes(exit.id)), exitOf(agent, id)];
    if (side === "open" && sources.includes(this.#line.id)) this.#isLeft = true;
  }

  /** What becomes of a request that is not approved. */
  #afterNo(asker: HitlAgent, id: string): void {
    const limit = timeLimit(asker.timeout);
    const late = limit === null ? [] : [`no answer in ${limit}`];
    const { onRejected } = asker;
    if (onRejected !== undefined) {
      this.#add("back", id, this.#ids.get(onRejected.goto) ?? "", `rejected, up to ${onRejected.maxRounds} rounds`);
    }
    if (!asker.gate) return;
    const rejected = onRejected === undefined ? "rejected" : "rejected in the last round";
    this.#shut.push({ id, when: [rejected, ...late].join(", or ") });
  }

  #add(kind: GraphEdge["kind"], from: string, to: string, when: string): void {
    this.edges.push({ kind, from, to, when });
  }
}

function exitOf(agent: PlanAgent, id: string): Exit {
  const gates = gatesOf(agent);
  return { id, when: gates.length === 0 ? "" : gates.length === 1 ? "approved" : "all approved" };
}

function gatesOf(agent: PlanAgent): readonly string[] {
  return askersOf(agent)
    .filter(({ gate }) => gate)
    .map(({ name }) => name);
}

function askersOf(agent: PlanAgent): readonly HitlAgent[] {
  if (agent.kind === "parallel") return agent.agents.flatMap(askersOf);
  return agent.kind === "hitl" ? [agent] : [];
}
