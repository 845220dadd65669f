/**
 * The walk of a plan: agents in order, groups side by side, loops, rounds, and gates that stay gates. Everything it does
 * outside is a recorded step, and everything it decides follows from records, so that a replay walks the same way.
 */
import type { HitlAgent, ParallelAgent, Plan, PlanAgent } from "../ensembles/plan.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { namesIn } from "../expressions/names-in.ts";
import { answerApproval } from "./answer-approval.ts";
import { askPeople } from "./ask-people.ts";
import { doWork } from "./do-work.ts";
import { holds } from "./condition.ts";
import { agentNames } from "./kept-agents.ts";
import { type AgentResult, type Frame, hiddenVariable } from "./scope.ts";
import { sleepFor } from "./sleep-for.ts";
import { waitForEvent } from "./wait-for-event.ts";
import { StepFailure } from "../operations/step-failure.ts";
import { completed, failedBefore, type Place, stepRecord, type Walk } from "./walk.ts";

/** Walks all agents of the plan; throws `RunFailure` where one fails for good. */
export async function walkPlan(walk: Walk, plan: Plan, frame: Frame): Promise<void> {
  await walkSequence(walk, plan.agents, frame);
}

async function walkSequence(walk: Walk, agents: readonly PlanAgent[], frame: Frame): Promise<void> {
  const rounds = new Map<string, number>();
  let index = 0;
  for (let agent = agents[index]; agent !== undefined; agent = agents[index]) {
    const round = rounds.get(agent.name) ?? 1;
    const result = await walkAgent(walk, agent, frame, round);
    const target = reworkTarget(agent, result, round, agents);
    if (target === null) {
      index += 1;
    } else {
      for (const again of agents.slice(target, index + 1)) {
        rounds.set(again.name, (rounds.get(again.name) ?? 1) + 1);
        for (const name of agentNames(again)) frame.shut.delete(name);
      }
      index = target;
    }
  }
}

/** Where to go back to after a rejection that asks for another round, or `null`. */
function reworkTarget(
  agent: PlanAgent,
  result: AgentResult,
  round: number,
  agents: readonly PlanAgent[],
): number | null {
  if (agent.kind !== "hitl" || agent.onRejected === undefined) return null;
  if (!approvalsOf(result).includes("rejected") || round >= agent.onRejected.maxRounds) return null;
  const { goto } = agent.onRejected;
  const target = agents.findIndex((candidate) => candidate.name === goto);
  return target === -1 ? null : target;
}

function closeGate(agent: HitlAgent, result: AgentResult, frame: Frame): void {
  if (!agent.gate || result.status === "skipped") return;
  const ends = approvalsOf(result);
  const isOpen = result.status === "completed" && ends.length > 0 && ends.every((end) => end === "approved");
  if (!isOpen) frame.shut.add(agent.name);
  frame.lastGate = isOpen ? "open" : ends.includes("rejected") ? "rejected" : "shut";
}

/** How the approval ended, or each one of a loop's. */
function approvalsOf({ output }: AgentResult): readonly unknown[] {
  const outcomes: readonly unknown[] = Array.isArray(output) ? output : [output];
  return outcomes.map((outcome) =>
    typeof outcome === "object" && outcome !== null && "status" in outcome ? outcome.status : undefined,
  );
}

async function walkAgent(walk: Walk, agent: PlanAgent, frame: Frame, round: number): Promise<AgentResult> {
  const path = `${frame.prefix}${agent.name}${round === 1 ? "" : `#${round}`}`;
  const place: Place = { agent, frame, round, path, seq: walk.reporter.nextStep() };
  const result = await runUnlessSkipped(walk, place);
  frame.record(agent.name, result);
  if (agent.kind === "hitl") closeGate(agent, result, frame);
  return result;
}

async function runUnlessSkipped(walk: Walk, place: Place): Promise<AgentResult> {
  try {
    const reason = await skipReason(walk, place);
    if (reason !== null) return skip(walk, place, reason);
    return await (place.agent.foreach === undefined ? runOnce(walk, place) : runForEach(walk, place));
  } catch (error) {
    return failedBefore(walk, place, error);
  }
}

async function skipReason(walk: Walk, place: Place): Promise<string | null> {
  const { agent, frame } = place;
  const named = agent.condition?.names ?? [];
  for (const approval of frame.shut) {
    if (!named.includes(approval) && !frame.opened.has(approval)) {
      return `"${approval}" did not end in approval, and the condition here does not name it`;
    }
  }
  if (agent.condition === undefined || asksEachElement(agent)) return null;
  return (await holds(walk, place, agent.condition)) ? null : CONDITION_NOT_MET;
}

const CONDITION_NOT_MET = "its condition is not met";

/** A condition of a loop that reads `item` or `index` is asked for each element; any other once, before the loop. */
function asksEachElement({ foreach, condition }: PlanAgent): boolean {
  if (foreach === undefined || condition === undefined) return false;
  const names = namesIn(condition.expression);
  return names.has("item") || names.has("index");
}

function skip(walk: Walk, place: Place, reason: string): AgentResult {
  const { clock } = place.frame;
  const facts = { status: "skipped", startedAt: clock, finishedAt: clock, attempts: 0, reason } as const;
  walk.reporter.note(stepRecord(place, facts));
  return { status: "skipped", input: undefined, output: undefined };
}

async function runOnce(walk: Walk, place: Place): Promise<AgentResult> {
  const { agent } = place;
  switch (agent.kind) {
    case "work":
      return doWork(walk, place, agent);
    case "hitl":
      return askPeople(walk, place, agent);
    case "answer":
      return answerApproval(walk, place, agent);
    case "wait":
      return waitForEvent(walk, place, agent);
    case "sleep":
      return sleepFor(walk, place, agent);
    case "parallel":
      return runGroup(walk, place, agent);
    default:
      return agent satisfies never;
  }
}

/** All at once; ends when all have. Each has a line of its own, so that none sees how far the others are. */
async function runGroup(walk: Walk, place: Place, group: ParallelAgent): Promise<AgentResult> {
  const startedAt = place.frame.clock;
  const lines = group.agents.map((agent) => ({
    agent,
    frame: place.frame.branch({ opened: group.condition?.names ?? [] }),
  }));
  const results = await Promise.all(
    lines.map(async ({ agent, frame }) => {
      const result = await walkAgent(walk, agent, frame, place.round);
      await walk.reporter.reportRest();
      return result;
    }),
  );
  place.frame.join(lines.map((line) => line.frame));
  group.agents.forEach((agent, index) => {
    const result = results[index];
    if (result !== undefined) place.frame.record(agent.name, result);
  });
  const output = Object.fromEntries(group.agents.map((agent, index) => [agent.name, results[index]?.output]));
  return completed(walk, place, undefined, { startedAt, finishedAt: place.frame.clock, attempts: 1, output });
}

/** The agent once per element of a list, so many at a time; its output is the list of outputs. */
async function runForEach(walk: Walk, place: Place): Promise<AgentResult> {
  const { agent, frame, path } = place;
  const { foreach, ...once } = agent;
  if (foreach === undefined) return runOnce(walk, place);
  const startedAt = frame.clock;
  const items = listOf(evaluateValue(foreach.list, frame.scope(hiddenVariable)));
  const lines = items.map((item, index) => ({
    path: `${path}[${index}]`,
    frame: frame.branch({ prefix: `${path}[${index}]/`, names: { item, index } }),
    seq: walk.reporter.nextStep(),
  }));
  const results = await mapBounded(lines, foreach.concurrency, async (line) => {
    const element: Place = { ...place, ...line, agent: once };
    const result = asksEachElement(agent) ? await runIfMet(walk, element) : await runElement(walk, element);
    await walk.reporter.reportRest();
    return result;
  });
  frame.join(lines.map((line) => line.frame));
  const times = { startedAt, finishedAt: frame.clock, attempts: 1 };
  return completed(
    walk,
    place,
    results.map((result) => result.input),
    {
      ...times,
      output: results.map((result) => result.output ?? null),
    },
  );
}

async function runIfMet(walk: Walk, place: Place): Promise<AgentResult> {
  const { condition } = place.agent;
  try {
    if (condition !== undefined && !(await holds(walk, place, condition))) return skip(walk, place, CONDITION_NOT_MET);
  } catch (error) {
    return failedBefore(walk, place, error);
  }
  return runElement(walk, place);
}

async function runElement(walk: Walk, place: Place): Promise<AgentResult> {
  try {
    return await runOnce(walk, place);
  } catch (error) {
    return failedBefore(walk, place, error);
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new StepFailure("foreach-not-a-list", "`foreach` did not come to a list.", { retryable: "no" });
}

async function mapBounded<T, R>(
  items: readonly T[],
  bound: number,
  body: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await body(item);
    }
  }
  await Promise.all(Array.from({ length: Math.min(bound, items.length) }, work));
  return results;
}
