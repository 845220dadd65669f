/** When people are told again, and when others are brought in. */
import { describe, expect, test } from "vitest";
import { earliestTimer, firstTimers, movedTimers, nextDue, type Timer } from "../../../src/approvals/timetable.ts";
import { NOW } from "./states.ts";

const HOUR = 3_600_000;
const END = NOW + 24 * HOUR;

function ats(timers: readonly Timer[]): string[] {
  return timers.map(({ kind, at }) => `${kind} ${(at - NOW) / HOUR}h`);
}

test("reminders count from the opening or from the end, escalations from the opening", () => {
  const remind = [{ afterMs: 4 * HOUR }, { beforeMs: HOUR }];
  const escalate = [{ afterMs: 8 * HOUR, to: ["head"], group: null }];
  expect(ats(firstTimers({ remind, escalate }, { createdAt: NOW, expiresAt: END }))).toEqual([
    "remind 4h",
    "remind 23h",
    "escalate 8h",
  ]);
});

test("without an end, nothing comes before it", () => {
  const times = { createdAt: NOW, expiresAt: null };
  expect(firstTimers({ remind: [{ beforeMs: HOUR }], escalate: [] }, times)).toEqual([]);
});

describe("the end is moved", () => {
  const remind = [{ afterMs: 4 * HOUR }, { beforeMs: HOUR }];
  const all = firstTimers(
    { remind, escalate: [{ afterMs: 8 * HOUR, to: [], group: null }] },
    { createdAt: NOW, expiresAt: END },
  );

  test.each<[string, readonly Timer[], number, number, string[]]>([
    ["later: what comes before it moves along", all, 2, 48, ["remind 4h", "escalate 8h", "remind 47h"]],
    ["earlier: so it does", all, 2, 12, ["remind 4h", "escalate 8h", "remind 11h"]],
    ["so near that it would have come already: it does not", all, 2, 2.5, ["remind 4h", "escalate 8h"]],
    ["after the reminder had come: it comes again", [], 23.5, 48, ["remind 47h"]],
    ["after all had rung: what counts from the opening does not come again", [], 9, 10.5, ["remind 9.5h"]],
  ])("%s", (_how, timers, now, end, expected) => {
    const moved = movedTimers(timers, remind, { now: NOW + now * HOUR, expiresAt: NOW + end * HOUR });
    expect(ats(moved)).toEqual(expected);
  });
});

test("what is due next is the earliest of all", () => {
  expect(earliestTimer([])).toBeNull();
  expect(nextDue({ expiresAt: null, timerAt: null, effectAt: null, eraseAt: null })).toBeNull();
  expect(nextDue({ expiresAt: 9, timerAt: 7, effectAt: 8, eraseAt: null })).toBe(7);
});
