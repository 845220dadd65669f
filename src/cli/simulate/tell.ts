/** A simulation as a transcript to read: step by step, when, who, what, and why not. */
import type { Approval } from "../../contract/approval.ts";
import type { Outcome } from "../../contract/decision.ts";
import type { Step } from "../../contract/run.ts";
import { formatDuration } from "../../kernel/duration.ts";
import type { Call } from "../../testkit/stubs.ts";
import type { Simulation } from "./simulate.ts";

/** Longest value that is printed on a line. */
const SHOWN = 160;

/** A line of the transcript; without an agent it belongs to the one above. */
interface Line {
  readonly at: string;
  readonly agent?: string;
  readonly text: string;
}

export function tell(simulation: Simulation): string {
  const { run, notes } = simulation;
  const lines = run.steps.flatMap((step) => linesOf(step, simulation));
  const width = Math.max(0, ...run.steps.map(({ path }) => path.length));
  return [
    `${run.ensemble} with ${shown(run.input)}`,
    "",
    ...lines.map((line) => `${clock(line.at)}  ${(line.agent ?? "").padEnd(width)}  ${line.text}`),
    "",
    ending(simulation),
    ...(run.output === undefined ? [] : ["output:", indented(JSON.stringify(run.output, null, 2))]),
    ...notes.map((note) => `note: ${note}`),
  ].join("\n");
}

function linesOf(step: Step, simulation: Simulation): Line[] {
  if (step.status === "skipped") return [head(step, `skipped: ${step.reason ?? ""}`)];
  if (step.approvalId !== undefined) return approvalLines(step, simulation);
  const calls = simulation.calls.filter(({ path }) => path === step.path);
  if (calls.length > 0) return workLines(step, calls);
  return [head(step, withoutCalls(step))];
}

function withoutCalls(step: Step): string {
  if (step.error !== undefined) return failure(step);
  if (step.operation === "parallel") return "all at once:";
  if (!Array.isArray(step.output)) return `gave ${shown(step.output)}`;
  return step.output.length === 0 ? "has an empty list: nothing to do" : `once for each of ${step.output.length}:`;
}

function workLines(step: Step, calls: readonly Call[]): Line[] {
  const tries = calls.map((call): Line => {
    const again = call.attempt === 1 ? "" : `attempt ${call.attempt}: `;
    const line = { at: call.at, text: `${again}${described(call)}` };
    return call.attempt === 1 ? { ...line, agent: step.path } : line;
  });
  const result = step.error === undefined ? `gave ${shown(step.output)}` : failure(step);
  return [...tries, { at: step.finishedAt ?? step.startedAt, text: result }];
}

function described({ operation, method, url, body, config, input }: Call): string {
  if (url !== undefined) return `http ${method} ${url}${body === undefined ? "" : ` with ${shown(body)}`}`;
  if (operation !== "code") return `${operation} ${shown(config)}`;
  const script = typeof config === "object" && config !== null && "script" in config ? config.script : "";
  return `runs ${String(script)} with ${shown(input)}`;
}

function failure({ error, attempts }: Step): string {
  const tries = attempts > 1 ? ` after ${attempts} attempts` : "";
  return `failed${tries}: ${error?.message ?? ""} (${error?.code ?? ""})`;
}

function approvalLines(step: Step, simulation: Simulation): Line[] {
  const approval = simulation.approvals.find(({ id }) => id === step.approvalId);
  const asked = approval === undefined ? [] : askedLines(step, approval);
  const happened = simulation.trail
    .filter(({ approvalId }) => approvalId === step.approvalId)
    .flatMap(({ type, actor, detail, at }): Line[] => {
      const text = happening(type, actor, detail, step);
      return text === null ? [] : [{ at, text }];
    });
  const end = step.status === "completed" ? statusOf(step.output) : `still waiting when the simulation ends`;
  return [...asked, ...happened, { at: step.finishedAt ?? simulation.endedAt, text: `→ ${end}` }];
}

function askedLines(step: Step, approval: Approval): Line[] {
  const { approvers, minApprovals, data, expiresAt, createdAt, prompt } = approval;
  const people = approvers.length === 0 ? "whoever holds a link" : approvers.join(", ");
  const quorum = minApprovals === 1 ? "" : ` (${minApprovals} approvals wanted)`;
  const time = expiresAt === undefined ? "without a time limit" : `for ${spanOf(createdAt, expiresAt)}`;
  return [
    head(step, `asks ${people}${quorum}, ${time}: ${shown(prompt)}`),
    ...(data === null || data === undefined ? [] : [{ at: createdAt, text: `shows ${shown(data)}` }]),
  ];
}

/** Why somebody is told, where it is not to be asked for the first time. */
const OCCASIONS: Readonly<Record<string, string>> = {
  reminder: " again",
  escalation: ", who is brought in",
  handover: ", to whom it was handed over",
  outcome: " that it is over",
};

function happening(type: string, actor: string, detail: Readonly<Record<string, unknown>>, step: Step): string | null {
  switch (type) {
    case "delivery.delivered":
      return `tells ${String(detail["to"] ?? "people")} by ${String(detail["channel"])}${OCCASIONS[String(detail["occasion"])] ?? ""}`;
    case "delivery.failed":
      return `cannot tell ${String(detail["to"] ?? "people")} by ${String(detail["channel"])}: ${String(detail["error"])}`;
    case "approval.answered":
      return answered(String(detail["approver"]), detail["approved"] === true, step);
    case "approval.refused":
      return `${actor.replace(/^[a-z]+:/, "")} is refused: ${String(detail["why"])}`;
    case "approval.expired":
      return "nobody has answered in time";
    case "approval.cancelled":
      return `is withdrawn: ${String(detail["reason"])}`;
    default:
      return null;
  }
}

function answered(approver: string, approved: boolean, step: Step): string {
  const answer = outcomeOf(step)?.approvals.find((given) => given.approver === approver);
  const comment = answer?.feedback ?? answer?.reason;
  const said = comment === undefined ? "" : `: ${shown(comment)}`;
  return `${approver} ${approved ? "approves" : "rejects"}${said}`;
}

function ending({ run, endedAt }: Simulation): string {
  const took = run.createdAt === endedAt ? "at once" : `after ${spanOf(run.createdAt, endedAt)}`;
  if (run.error !== undefined)
    return `${run.status} ${took}: ${run.error.agent}: ${run.error.message} (${run.error.code})`;
  return `${run.status} ${took}`;
}

function head(step: Step, text: string): Line {
  return { at: step.startedAt, agent: step.path, text };
}

/** A finished hitl step's output is the approval's outcome. */
function outcomeOf(step: Step): Outcome | null {
  return step.status === "completed" ? (step.output as Outcome) : null;
}

function statusOf(output: unknown): string {
  return typeof output === "object" && output !== null && "status" in output ? String(output.status) : "";
}

function spanOf(from: string, to: string): string {
  return formatDuration(Date.parse(to) - Date.parse(from));
}

function clock(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
