/**
 * What a run will do after an approval, for each way it may end: the walk of what is left of the plan, with what is
 * known by now. The rules are those of walk-plan.ts; what depends on anything that is not known yet is left open.
 */
import {
  FORESEEN_ENDS,
  type Foreseen,
  type ForeseenCourse,
  type ForeseenEnd,
  type ForeseenStep,
} from "../../contract/foreseen.ts";
import type { HitlAgent, Plan, PlanAgent } from "../../ensembles/plan.ts";
import { namesIn } from "../../expressions/names-in.ts";
import { agentNames } from "../kept-agents.ts";
import type { Frame } from "../scope.ts";
import { foreseeWork } from "./foresee-work.ts";
import { both, foreseeTruth, foreseeValue, type Knowledge, knownValue, type Truth } from "./knowledge.ts";

/** More would be no help to whoever decides. */
const MAX_STEPS = 8;

/** The approval, where it is met. */
export interface Lookout {
  readonly plan: Plan;
  readonly agent: HitlAgent;
  readonly frame: Frame;
  readonly round: number;
  /** `null`: it waits without end. */
  readonly timeoutMs: number | null;
}

/** `null` where the plan does not tell. */
export function foresee(lookout: Lookout): Foreseen | null {
  const { plan, agent, timeoutMs } = lookout;
  if (!plan.agents.some((top) => agentNames(top).includes(agent.name))) return null;
  const ends = FORESEEN_ENDS.filter((end) => end !== "timeout" || timeoutMs !== null);
  return Object.fromEntries(ends.map((end) => [end, foreseeCourse(lookout, end)]));
}

/** What is known at a point of the walk. */
interface Outlook {
  readonly known: Map<string, Knowledge>;
  /** Gates that are shut, or may be. */
  readonly shut: Map<string, "surely" | "maybe">;
  readonly steps: ForeseenStep[];
}

function foreseeCourse(lookout: Lookout, end: ForeseenEnd): ForeseenCourse {
  const { plan, agent, frame, round } = lookout;
  const index = plan.agents.findIndex((top) => agentNames(top).includes(agent.name));
  const top = plan.agents[index];
  // Inside a loop, the agent is met without its loop: known by its name, not as the same object.
  const back = end === "rejected" && top?.name === agent.name && goesBack(agent, round) ? agent.onRejected : undefined;
  if (back !== undefined) return { back: back.goto, steps: [], more: 0 };
  const outlook: Outlook = {
    known: new Map(Object.entries(frame.names).map(([name, value]) => [name, knownValue(value)])),
    shut: new Map([...frame.shut].map((name) => [name, "surely"])),
    steps: [],
  };
  // What stands from here on is yet to come, though an earlier round may have left results; elements end with their loop.
  for (const name of [...plan.agents.slice(index).flatMap(agentNames), "item", "index"]) outlook.known.delete(name);
  endApproval(outlook, agent, { end, top });
  for (const next of plan.agents.slice(index + 1)) comeTo(next, outlook, { reached: "yes", opened: new Set() });
  return { steps: outlook.steps.slice(0, MAX_STEPS), more: Math.max(0, outlook.steps.length - MAX_STEPS) };
}

function goesBack({ onRejected }: HitlAgent, round: number): boolean {
  return onRejected !== undefined && round < onRejected.maxRounds;
}

interface End {
  readonly end: ForeseenEnd;
  /** The agent itself, or the group it is in. */
  readonly top: PlanAgent | undefined;
}

/** One among several does not settle what the whole comes to, unless it shuts the gate. */
function endApproval({ known, shut }: Outlook, agent: HitlAgent, { end, top }: End): void {
  const isAlone = top?.name === agent.name && top.foreach === undefined;
  if (isAlone) known.set(agent.name, outcomeOf(end));
  if (agent.gate && end !== "approved") shut.set(agent.name, "surely");
  else if (agent.gate && !isAlone) shut.set(agent.name, "maybe");
  if (top === undefined) return;
  for (const other of gatesIn(top)) if (other !== agent.name) shut.set(other, "maybe");
}

/** What the ends have in common; who answered, and what they wrote or filled in, is not known. */
function outcomeOf(end: ForeseenEnd): Knowledge {
  const output = {
    status: end,
    approved: end === "approved",
    rejected: end === "rejected",
    timedOut: end === "timeout",
  };
  const members = Object.fromEntries(Object.entries(output).map(([name, value]) => [name, knownValue(value)]));
  return { kind: "members", members: { status: knownValue("completed"), output: { kind: "members", members } } };
}

function gatesIn(agent: PlanAgent): readonly string[] {
  if (agent.kind === "parallel") return agent.agents.flatMap(gatesIn);
  return agent.kind === "hitl" && agent.gate ? [agent.name] : [];
}

interface Way {
  /** Whether the group around it runs. */
  readonly reached: Truth;
  /** Approvals that the conditions of the groups around name. */
  readonly opened: ReadonlySet<string>;
}

function comeTo(agent: PlanAgent, outlook: Outlook, way: Way): void {
  const runs = [gateTruth, conditionTruth, loopTruth].reduce<Truth>(
    (truth, rule) => both(truth, rule(agent, outlook, way)),
    way.reached,
  );
  if (runs !== "no") {
    if (agent.kind === "parallel") comeToGroup(agent.agents, outlook, openedBy(agent, way, runs));
    else outlook.steps.push({ agent: agent.name, does: foreseeWork(agent, outlook.known), isCertain: runs === "yes" });
  }
  for (const gate of runs === "no" ? [] : gatesIn(agent)) outlook.shut.set(gate, "maybe");
  outlook.known.set(agent.name, resultOf(agent, runs));
}

/** Side by side: none sees how far the others are. */
function comeToGroup(agents: readonly PlanAgent[], outlook: Outlook, way: Way): void {
  for (const agent of agents) {
    comeTo(agent, { known: new Map(outlook.known), shut: new Map(outlook.shut), steps: outlook.steps }, way);
  }
}

function openedBy({ condition }: PlanAgent, { opened }: Way, reached: Truth): Way {
  return { reached, opened: new Set([...opened, ...(condition?.names ?? [])]) };
}

function gateTruth({ condition }: PlanAgent, { shut }: Outlook, { opened }: Way): Truth {
  const named = condition?.names ?? [];
  const inTheWay = [...shut].filter(([approval]) => !named.includes(approval) && !opened.has(approval));
  if (inTheWay.some(([, how]) => how === "surely")) return "no";
  return inTheWay.length > 0 ? "maybe" : "yes";
}

function conditionTruth({ condition, foreach }: PlanAgent, { known }: Outlook): Truth {
  if (condition === undefined) return "yes";
  const names = namesIn(condition.expression);
  // A loop's elements are asked one by one.
  if (foreach !== undefined && (names.has("item") || names.has("index"))) return "maybe";
  return foreseeTruth(condition.expression, known);
}

/** A loop over nothing does nothing. */
function loopTruth({ foreach }: PlanAgent, { known }: Outlook): Truth {
  if (foreach === undefined) return "yes";
  const { list } = foreach;
  const items = list.k === "const" ? { value: list.v } : list.k === "expr" ? foreseeValue(list.e, known) : null;
  if (items === null) return list.k === "array" && list.a.length > 0 ? "yes" : "maybe";
  return Array.isArray(items.value) && items.value.length > 0 ? "yes" : "no";
}

/** Whoever comes after it can tell whether it ran, not what came of it. */
function resultOf(agent: PlanAgent, runs: Truth): Knowledge {
  if (agent.foreach !== undefined || runs === "maybe") return null;
  if (runs === "no") return knownValue({ status: "skipped", input: undefined, output: undefined });
  return agent.onError === "fail" ? { kind: "members", members: { status: knownValue("completed") } } : null;
}
