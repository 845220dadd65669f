/** When people are told again, and who is brought in when nobody answers. */
import type { ApprovalRequest, Escalation, NeededGroup, Reminder } from "../contract/approval-request.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import { distinctPeople } from "../kernel/people.ts";
import { StepFailure } from "../operations/step-failure.ts";
import { expandGroups, requireNames } from "./prepare-approvers.ts";

export interface TimersGiven {
  readonly remind: readonly Reminder[];
  readonly escalate: readonly EscalationGiven[];
}

export interface EscalationGiven {
  readonly afterMs: number;
  /** An approver, or a list of them. */
  readonly to: unknown;
  readonly group?: string;
}

export interface Timing {
  readonly timeoutMs: number | null;
  readonly groups: readonly NeededGroup[];
  readonly known: ApproverGroups;
}

export function prepareTimers(
  { remind, escalate }: TimersGiven,
  timing: Timing,
): Pick<ApprovalRequest, "remind" | "escalate"> {
  return {
    remind: remind.map((reminder) => prepareReminder(reminder, timing)),
    escalate: escalate.map((escalation) => prepareEscalation(escalation, timing)),
  };
}

export function prepareReminder(reminder: Reminder, timing: Timing): Reminder {
  if (timing.timeoutMs === null && "beforeMs" in reminder) {
    throw tooLate("There is no expiry before which to remind: `timeout` is never.");
  }
  requireInTime("afterMs" in reminder ? reminder.afterMs : reminder.beforeMs, timing);
  return reminder;
}

export function prepareEscalation({ afterMs, to, ...given }: EscalationGiven, timing: Timing): Escalation {
  const group: string | null = given.group ?? null;
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
  const people = expandGroups(requireNames(Array.isArray(to) ? to : [to]), timing.known);
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
