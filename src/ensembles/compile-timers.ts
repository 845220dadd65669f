/** Compiles when people are told again, and who is brought in when nobody answers: `remind` and `escalate`. */
import { LEAST_TIMEOUT_MS, MOST_TIMEOUT_MS } from "../contract/approval-limits.ts";
import type { Reminder } from "../contract/approval-request.ts";
import { formatDuration } from "../kernel/duration.ts";
import { checkAddress } from "./check-approvers.ts";
import type { Compilation, Place } from "./compilation.ts";
import { compileValue, hasExpression } from "./compile-value.ts";
import { filledEntryOf, textOf } from "./document-node.ts";
import type { DocumentNode, MapEntry, MapNode } from "./document-node.ts";
import { checkKeys, durationOption, isKnown, textOption, wrongType } from "./literal-options.ts";
import { parseReminder } from "./parse-reminder.ts";
import type { HitlAgent, HitlTimeout, PlannedEscalation } from "./plan.ts";

export const ESCALATION_KEYS = ["after", "to", "for"] as const;

interface Timers {
  readonly config: MapNode;
  readonly timeout: HitlTimeout;
  readonly place: Place;
}

export function compileTimers(compilation: Compilation, timers: Timers): Pick<HitlAgent, "remind" | "escalate"> {
  const remind = filledEntryOf(timers.config, "remind");
  const escalate = filledEntryOf(timers.config, "escalate");
  return {
    ...(remind === undefined ? {} : { remind: compileReminders(compilation, remind, timers) }),
    ...(escalate === undefined ? {} : { escalate: compileEscalations(compilation, escalate, timers) }),
  };
}

function itemsOf({ value }: MapEntry): readonly DocumentNode[] {
  return value.kind === "list" ? value.items : [value];
}

function compileReminders(compilation: Compilation, entry: MapEntry, { timeout }: Timers): Reminder[] {
  if (!isKnown(compilation, entry)) return [];
  return itemsOf(entry).flatMap((node) => {
    const reminder = parseReminder(textOf(node) ?? "");
    if (reminder === null) {
      compilation.diagnostics.error(
        "reminder-invalid",
        node.span,
        "A reminder is a duration such as 4h, or one before the end such as 1h before expiry.",
      );
      return [];
    }
    checkInTime(compilation, node, {
      ms: "afterMs" in reminder ? reminder.afterMs : reminder.beforeMs,
      timeout,
      reminder,
    });
    return [reminder];
  });
}

interface InTime {
  readonly ms: number;
  readonly timeout: HitlTimeout;
  readonly reminder?: Reminder;
}

/** What is due only when the time is over would never happen. */
function checkInTime({ diagnostics }: Compilation, node: DocumentNode, { ms, timeout, reminder }: InTime): void {
  if (timeout.kind === "never" && reminder !== undefined && "beforeMs" in reminder) {
    diagnostics.error("timer-too-late", node.span, "There is no expiry before which to remind: `timeout` is never.");
  }
  if (timeout.kind !== "fixed" || ms < timeout.ms) return;
  diagnostics.error(
    "timer-too-late",
    node.span,
    `It would never happen: the time for an answer is over after ${formatDuration(timeout.ms)}.`,
  );
}

function compileEscalations(compilation: Compilation, entry: MapEntry, timers: Timers): PlannedEscalation[] {
  return itemsOf(entry).flatMap((node) => {
    if (node.kind === "map") return compileEscalation(compilation, node, timers);
    wrongType(compilation, { key: "escalate", value: node }, "a list of `after` and `to`");
    return [];
  });
}

function compileEscalation(compilation: Compilation, node: MapNode, { timeout, place }: Timers): PlannedEscalation[] {
  checkKeys(compilation, node, ESCALATION_KEYS, "An escalation");
  const to = filledEntryOf(node, "to");
  for (const key of ["after", "to"] as const) {
    if (filledEntryOf(node, key) === undefined) {
      compilation.diagnostics.error("value-missing", node.span, `An escalation needs \`${key}\`.`);
    }
  }
  const afterMs = durationOption(compilation, node, "after", {
    unit: "ms",
    least: LEAST_TIMEOUT_MS,
    most: MOST_TIMEOUT_MS,
  });
  const group = textOption(compilation, node, "for");
  if (to === undefined || afterMs === null || !isPeople(compilation, to)) return [];
  checkInTime(compilation, filledEntryOf(node, "after")?.value ?? node, { ms: afterMs, timeout });
  const people = compileValue(compilation, to.value, place);
  return [{ afterMs, to: people, ...(group === null ? {} : { group }) }];
}

function isPeople(compilation: Compilation, entry: MapEntry): boolean {
  const named = itemsOf(entry);
  for (const node of named) checkAddress(compilation, node);
  if (named.length > 0 && named.every((node) => hasExpression(node) || (textOf(node) ?? "").trim() !== "")) return true;
  wrongType(compilation, entry, "an approver or a list of them");
  return false;
}
