/** When people are told again, and who is brought in when nobody answers. */
import type { ApprovalRequest, Escalation, NeededGroup } from "../contract/approval-request.ts";
import type { HitlAgent, PlannedEscalation } from "../ensembles/plan.ts";
import type { Scope } from "../expressions/compiled.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import { StepFailure } from "../operations/step-failure.ts";
import { distinctPeople, expandGroups, requireNames } from "./prepare-approvers.ts";

interface Timing {
  readonly timeoutMs: number | null;
  readonly groups: readonly NeededGroup[];
  readonly known: ApproverGroups;
  /** The environment as it really is: addresses may stand in it. */
  readonly scope: Scope;
}

export function prepareTimers(agent: HitlAgent, timing: Timing): Pick<ApprovalRequest, "remind" | "escalate"> {
  const { remind = [], escalate = [] } = agent;
  for (const reminder of remind) requireInTime("afterMs" in reminder ? reminder.afterMs : reminder.beforeMs, timing);
  if (timing.timeoutMs === null && remind.some((reminder) => "beforeMs" in reminder)) {
    throw tooLate("There is no expiry before which to remind: `timeout` is never.");
  }
  return { remind, escalate: escalate.map((escalation) => prepareEscalation(escalation, timing)) };
}

function prepareEscalation(planned: PlannedEscalation, timing: Timing): Escalation {
  const { afterMs, to } = planned;
  const group: string | null = planned.group ?? null;
  requireInTime(afterMs, timing);
  const names: readonly string[] = timing.groups.map(({ name }) => name);
  if (group === null ? names.length > 0 : !names.includes(group)) {
    throw new StepFailure(
      "escalation-invalid",
      names.length === 0
        ? `\`for: ${group}\` of an escalation names no group of \`minApprovals\`.`
        : `An escalation says for which group it counts: \`for\` is one of ${names.join(", ")}.`,
      { retryable: "no" },
    );
  }
  const value = evaluateValue(to, timing.scope);
  const people = expandGroups(requireNames(Array.isArray(value) ? value : [value]), timing.known);
  return { afterMs, to: distinctPeople(people), group };
}

function requireInTime(ms: number, { timeoutMs }: Timing): void {
  if (timeoutMs !== null && ms >= timeoutMs) {
    throw tooLate("A reminder or escalation would come only when the time for an answer is over.");
  }
}

function tooLate(message: string): StepFailure {
  return new StepFailure("timer-too-late", message, { retryable: "no" });
}
