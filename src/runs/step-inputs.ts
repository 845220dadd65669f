/**
 * What each step of a run was given, worked out from its records as the walk does it: nothing of it is stored. Variables
 * stand by their names, as everywhere; addresses by their hosts, and headers not at all, since authors write secrets there.
 */
import type { Run, Step } from "../contract/run.ts";
import { withoutPath } from "../ensembles/graph/describe-agent.ts";
import type { PlanAgent, WorkAgent } from "../ensembles/plan.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import type { RunParams } from "./run-params.ts";
import { Frame, hiddenVariable, runNames } from "./scope.ts";

/** More characters of outputs than this are not gone through again for a page. */
const MOST = 1_000_000;

/** By path; of steps that asked people, kept their result or did not begin there is none. */
export function stepInputs(params: RunParams, { steps }: Pick<Run, "steps">): ReadonlyMap<string, Json> {
  if (JSON.stringify(steps).length > MOST) return new Map();
  const agents = new Map(params.plan.agents.flatMap(workAgents).map((agent) => [agent.name, agent]));
  const frame = new Frame({ names: runNames(params), clock: params.createdAt });
  const inputs = new Map<string, Json>();
  for (const step of steps) {
    const agent = agents.get(step.agent);
    const input = agent === undefined || step.attempts === 0 ? undefined : inputOf(agent, step, frame);
    if (input !== undefined) inputs.set(step.path, input);
    frame.clock = Math.max(frame.clock, Date.parse(step.finishedAt ?? step.startedAt));
    if (isWhole(step)) {
      frame.record(step.agent, { status: step.status, input, output: step.output, ...errorOf(step) });
    }
  }
  return inputs;
}

function workAgents(agent: PlanAgent): readonly WorkAgent[] {
  if (agent.kind === "parallel") return agent.agents.flatMap(workAgents);
  return agent.kind === "work" ? [agent] : [];
}

/** The agent's own step, not one element of a loop. */
function isWhole({ path }: Step): boolean {
  return !path.includes("[");
}

function errorOf({ error }: Step): Pick<Step, "error"> {
  return error === undefined ? {} : { error };
}

function inputOf(agent: WorkAgent, step: Step, frame: Frame): Json | undefined {
  try {
    const names = elementNames(agent, step, frame);
    if (names === null) return undefined;
    const scope = frame.branch({ names }).scope(hiddenVariable);
    const given = evaluateValue(agent.input, scope);
    return isNothing(given) ? shownConfig(evaluateValue(agent.config, scope)) : (given as Json);
  } catch {
    // What cannot be worked out again is left out: the step's own record says what it came to.
    return undefined;
  }
}

/** `item` and `index` of an element; `null` for the loop as a whole, and for what is inside a loop over a group. */
function elementNames({ foreach }: WorkAgent, { path }: Step, frame: Frame): Readonly<Record<string, unknown>> | null {
  if (foreach === undefined) return path.includes("[") ? null : {};
  const index = Number(/\[(\d+)\]$/.exec(path)?.[1] ?? Number.NaN);
  const list = evaluateValue(foreach.list, frame.scope(hiddenVariable));
  return Array.isArray(list) && Number.isInteger(index) ? { item: list[index], index } : null;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (isJsonObject(value) && Object.keys(value).length === 0);
}

const HIDDEN: ReadonlySet<string> = new Set(["headers", "webhookUrl"]);

function shownConfig(config: unknown): JsonObject | undefined {
  if (!isJsonObject(config)) return undefined;
  const shown = Object.entries(config).filter(([name]) => !HIDDEN.has(name));
  return Object.fromEntries(
    shown.map(([name, value]) => [name, name === "url" && typeof value === "string" ? withoutPath(value) : value]),
  );
}
