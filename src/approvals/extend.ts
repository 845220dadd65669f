/** Gives people more time, or less: a new end for an approval that is still open. */
import { actorLabel } from "../contract/actor.ts";
import { isoTime } from "../kernel/clock.ts";
import type { Desk } from "./desk.ts";
import type { ExtendAnswer, ExtendRequest } from "./port.ts";
import { overAnswer } from "./refused-answer.ts";
import { saveExpiry, savePeople } from "./store/approval-store.ts";
import { movedTimers } from "./timetable.ts";

/** The end lies at most so far ahead, in milliseconds: 365 days. */
const FURTHEST_MS = 365 * 86_400_000;

export function extendApproval(desk: Desk, { workspace, keyName, expiresAt }: ExtendRequest): ExtendAnswer {
  return desk.transaction(() => {
    const stored = desk.settledFor(workspace);
    if (stored === null) return { kind: "unknown" };
    const { end } = stored.state;
    if (end !== null) return overAnswer(end);
    const now = desk.now();
    if (expiresAt <= now || expiresAt > now + FURTHEST_MS) return { kind: "out-of-range" };
    saveExpiry(desk.sql, expiresAt);
    const timers = movedTimers(stored.people.timers, stored.facts.remind, { now, expiresAt });
    savePeople(desk.sql, stored, { ...stored.people, timers });
    desk.record(actorLabel({ kind: "key", name: keyName }), "approval.extended", {
      from: stored.state.expiresAt === null ? null : isoTime(stored.state.expiresAt),
      to: isoTime(expiresAt),
    });
    return { kind: "extended", expiresAt };
  });
}
