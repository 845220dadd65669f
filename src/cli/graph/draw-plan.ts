/**
 * Draws a plan as a Mermaid flowchart. What always runs makes the main line; an agent with a condition hangs on the agents
 * that its condition names; a gate lets through only what was approved, unless a condition names it.
 */
import type { HitlAgent, Plan, PlanAgent, PlanCondition } from "../../ensembles/plan.ts";
import { printExpression } from "../../expressions/print-expression.ts";
import { conditionAfterGate } from "./condition-after-gate.ts";
import { describeAgent, timeLimit } from "./describe-agent.ts";
import { label } from "./mermaid-text.ts";

export function drawPlan(plan: Plan): string {
  const drawing = new Drawing();
  drawing.add(`start([${label(plan.ensemble, ...inputLine(plan))}])`);
  plan.agents.forEach((agent, index) => drawing.declare(agent, `n${index + 1}`));
  for (const agent of plan.agents) drawing.connect(agent);
  drawing.end(plan.output === undefined ? "end" : "output");
  return drawing.text();
}

function inputLine({ input }: Plan): readonly string[] {
  const fields = Object.keys(input);
  return fields.length === 0 ? [] : [`input: ${fields.join(", ")}`];
}

/** A node from which the way on has not been drawn. */
interface Exit {
  readonly id: string;
  /** What must have come of it; empty where nothing must. */
  readonly when: string;
}

class Drawing {
  readonly #lines: string[] = ["flowchart TD"];
  readonly #ids = new Map<string, string>();
  readonly #gates = new Set<string>();
  /** Where the main line stands. */
  #line: Exit = { id: "start", when: "" };
  /** Whether the way on from there is drawn, by an agent that runs just when the gate opens. */
  #isLeft = false;
  /** Agents with a condition since then, in order, whose way on is open. */
  #open: Exit[] = [];
  /** Agents that came after the main line's last one, that one included: what conditions may hang on. */
  #near = new Set<string>();
  /** Agents that run only after a no. */
  #ends: Exit[] = [];
  readonly #shut: { readonly id: string; readonly when: string }[] = [];

  add(line: string): void {
    this.#lines.push(`  ${line}`);
  }

  declare(agent: PlanAgent, id: string): void {
    this.#ids.set(agent.name, id);
    if (agent.kind !== "parallel") return this.add(node(agent, id));
    this.add(`subgraph ${id} [${label(agent.name, ...describeAgent(agent))}]`);
    agent.agents.forEach((member, index) => {
      this.#ids.set(member.name, id);
      this.add(`  ${node(member, `${id}_${index + 1}`, conditionLine(member))}`);
    });
    this.add("end");
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

  end(word: string): void {
    this.add(`done([${word}])`);
    this.#leave("done");
    for (const { id, when } of this.#ends) this.#arrow(id, "done", when);
    for (const { id, when } of this.#shut) this.#dotted(id, "done", when);
  }

  text(): string {
    return this.#lines.join("\n");
  }

  /** Draws the ways that lead on to the next agent that always runs. */
  #leave(to: string): void {
    const exits = this.#isLeft ? this.#open : [this.#line, ...this.#open];
    for (const exit of exits) this.#arrow(exit.id, to, exit.when);
    this.#open = [];
  }

  /** On the agents that the condition names, where they are near enough to say it all; else on the main line. */
  #hang(agent: PlanAgent, condition: PlanCondition, id: string): void {
    const text = printExpression(condition.expression);
    const gates = condition.names.filter((name) => this.#gates.has(name));
    const side = conditionAfterGate(condition, gates);
    const named = (side === "shut" ? gates : condition.names).flatMap((name) => this.#ids.get(name) ?? []);
    const sources = [...new Set(named)].filter((source) => side === "shut" || this.#near.has(source));
    for (const source of sources) this.#arrow(source, id, text);
    if (sources.length === 0) {
      this.#arrow(this.#line.id, id, [this.#line.when, text].filter((part) => part !== "").join(" and "));
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
      const rounds = `rejected, up to ${onRejected.maxRounds} rounds`;
      this.#dotted(id, this.#ids.get(onRejected.goto) ?? "", rounds);
    }
    if (!asker.gate) return;
    const rejected = onRejected === undefined ? "rejected" : "rejected in the last round";
    this.#shut.push({ id, when: [rejected, ...late].join(", or ") });
  }

  #arrow(from: string, to: string, when: string): void {
    this.add(when === "" ? `${from} --> ${to}` : `${from} -->|${label(when)}| ${to}`);
  }

  #dotted(from: string, to: string, when: string): void {
    this.add(`${from} -.->|${label(when)}| ${to}`);
  }
}

function node(agent: PlanAgent, id: string, more: readonly string[] = []): string {
  const limit = agent.kind === "hitl" ? timeLimit(agent.timeout) : null;
  const waits = limit === null ? [] : [`waits ${limit}`];
  const text = label(agent.name, ...describeAgent(agent), ...waits, ...more);
  if (agent.kind === "hitl") return `${id}{{${text}}}`;
  return agent.foreach === undefined ? `${id}[${text}]` : `${id}[[${text}]]`;
}

function conditionLine({ condition }: PlanAgent): readonly string[] {
  return condition === undefined ? [] : [`if ${printExpression(condition.expression)}`];
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
