/** The end of time, and when the object must be woken. */
import { expect, test } from "vitest";
import { expire } from "../../../src/approvals/decide.ts";
import { KEEP_AFTER_END_MS, nextDue } from "../../../src/approvals/timetable.ts";
import { NOW } from "./states.ts";

test.each([
  ["a moment before", NOW + 1, false],
  ["exactly then", NOW, true],
  ["a moment after", NOW - 1, true],
  ["long after", NOW - 86_400_000, true],
] as const)("%s it is over: %i → %s", (_when, expiresAt, isOver) => {
  expect(expire({ end: null, expiresAt }, NOW)).toEqual(isOver ? { status: "timeout", at: expiresAt } : null);
});

test("without an end of time it never is", () => {
  expect(expire({ end: null, expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBeNull();
});

test("what was decided in time does not expire", () => {
  expect(expire({ end: { status: "approved", at: NOW - 10 }, expiresAt: NOW - 5 }, NOW)).toBeNull();
});

test.each([
  [{ expiresAt: null, timerAt: null, effectAt: null, eraseAt: null }, null],
  [{ expiresAt: 5, timerAt: null, effectAt: null, eraseAt: null }, 5],
  [{ expiresAt: 5, timerAt: null, effectAt: 3, eraseAt: null }, 3],
  [{ expiresAt: null, timerAt: null, effectAt: 9, eraseAt: 7 }, 7],
  [{ expiresAt: 5, timerAt: null, effectAt: 0, eraseAt: 7 }, 0],
  [{ expiresAt: 5, timerAt: 4, effectAt: 6, eraseAt: null }, 4],
])("of %j the next is %s, overdue ones included", (times, due) => {
  expect(nextDue(times)).toBe(due);
});

test("answers stay true for 30 days", () => {
  expect(KEEP_AFTER_END_MS / 86_400_000).toBe(30);
});
