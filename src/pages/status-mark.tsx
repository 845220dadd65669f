/** The state of a run or step: a sign and a word, never a colour alone. */
import { isRunOver, type Run, type RunStatus, type Step, type StepStatus } from "../contract/run.ts";
import { Icon, type IconName } from "../html/icon.tsx";
import { words } from "../html/words/words.ts";

/** What can be said of a run, a step, a request to people, or a part of the plan that has no step. */
export type Mark = RunStatus | StepStatus | "approved" | "expired" | "withdrawn" | "ahead" | "unreached";

/** `good` is the accent: done, or under way. */
export type Tone = "good" | "no" | "off";

export const MARKS = {
  running: { icon: "running", tone: "good" },
  suspended: { icon: "waiting", tone: "good" },
  completed: { icon: "approved", tone: "good" },
  approved: { icon: "approved", tone: "good" },
  rejected: { icon: "rejected", tone: "no" },
  failed: { icon: "unknown", tone: "no" },
  expired: { icon: "waiting", tone: "no" },
  withdrawn: { icon: "stopped", tone: "off" },
  cancelled: { icon: "stopped", tone: "off" },
  skipped: { icon: "stopped", tone: "off" },
  ahead: { icon: "ahead", tone: "off" },
  unreached: { icon: "ahead", tone: "off" },
} as const satisfies Record<Mark, { readonly icon: IconName; readonly tone: Tone }>;

const OUTCOMES: Readonly<Record<string, Mark>> = {
  approved: "approved",
  rejected: "rejected",
  timeout: "expired",
  cancelled: "withdrawn",
};

/** Of a step that asked people, what the request came to. A step that a run left behind when it ended goes on no more. */
export function markOf(
  { operation, status, output }: Pick<Step, "operation" | "status" | "output">,
  run: Pick<Run, "status">,
): Mark {
  if (isRunOver(run.status) && (status === "suspended" || status === "running")) {
    return operation === "hitl" ? "withdrawn" : "cancelled";
  }
  if (operation !== "hitl" || status !== "completed") return status;
  const outcome = typeof output === "object" && output !== null && "status" in output ? output.status : undefined;
  return typeof outcome === "string" && Object.hasOwn(OUTCOMES, outcome) ? (OUTCOMES[outcome] ?? status) : status;
}

export function StatusMark({ status }: { readonly status: Mark }) {
  const { icon, tone } = MARKS[status];
  return (
    <span class={tone === "good" ? "state" : `state ${tone}`}>
      <Icon name={icon} />
      {words.pages.status[status]}
    </span>
  );
}
