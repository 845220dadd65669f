/** How far each agent of a plan has come in a run, as its diagram shows it. */
import type { Run, Step } from "../../contract/run.ts";
import { isRunOver } from "../../contract/run.ts";
import { words } from "../../html/words/words.ts";
import { type Mark, markOf } from "../status-mark.tsx";
import { stepAnchor } from "../step-anchor.ts";

export interface AgentState {
  readonly mark: Mark;
  /** Round, elements, attempts; empty where there is nothing to add. */
  readonly note: string;
  /** Of its step in the timeline; `null` where there is none. */
  readonly anchor: string | null;
}

export type StateOf = (agent: string) => AgentState;

/** Of an agent that ran in rounds, the latest counts. */
export function agentStates({ steps, status }: Pick<Run, "steps" | "status">): StateOf {
  const positions = new Map(steps.map((step, index) => [step, index]));
  const byAgent = Map.groupBy(steps, ({ agent }) => agent);
  return (agent) => {
    const round = latestRound(byAgent.get(agent) ?? []);
    const decisive = decisiveStep(round);
    if (decisive === undefined) return { mark: isRunOver(status) ? "unreached" : "ahead", note: "", anchor: null };
    return {
      mark: markOf(decisive, { status }),
      note: noteOf(round),
      anchor: stepAnchor(positions.get(decisive) ?? 0),
    };
  };
}

function latestRound(steps: readonly Step[]): readonly Step[] {
  const last = Math.max(...steps.map(({ round }) => round));
  return steps.filter(({ round }) => round === last);
}

const PRIORITY = [
  "suspended",
  "running",
  "failed",
  "completed",
  "skipped",
] as const satisfies readonly Step["status"][];

/** Of a loop that is over, the step of the whole; else the element that says most about it. */
function decisiveStep(round: readonly Step[]): Step | undefined {
  const whole = round.find((step) => !isElement(step));
  if (whole !== undefined) return whole;
  return PRIORITY.flatMap((status) => round.find((step) => step.status === status) ?? [])[0];
}

function isElement({ path }: Step): boolean {
  return path.endsWith("]");
}

function noteOf(round: readonly Step[]): string {
  const [first] = round;
  const elements = round.filter(isElement);
  const done = elements.filter(({ status }) => status !== "running" && status !== "suspended");
  return [
    first !== undefined && first.round > 1 ? words.diagram.again(first.round) : "",
    elements.length > 0 ? words.diagram.elements(done.length, elements.length) : "",
    elements.length === 0 && first !== undefined && first.attempts > 1 ? words.diagram.attempts(first.attempts) : "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
