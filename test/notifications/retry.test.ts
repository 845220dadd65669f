import { describe, expect, it, test } from "vitest";
import { MAX_ATTEMPTS, nextDelay } from "../../src/notifications/backoff.ts";
import { retryAfterMs } from "../../src/notifications/retry-after.ts";
import { NOW } from "./fixtures.ts";

const HOUR = 3_600_000;

describe("retryAfterMs", () => {
  test.each([
    [null, undefined],
    ["", undefined],
    ["30", 30_000],
    [" 0 ", 0],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["2026", 2_026_000],
    ["999999999999", 24 * HOUR],
    ["Sun, 22 Nov 2026 01:05:00 GMT", 60_000],
    ["Sun, 22 Nov 2026 01:00:00 GMT", 0],
    ["Thu, 22 Nov 2085 01:00:00 GMT", 24 * HOUR],
    ["Sun, 99 Foo 2026 01:00:00 GMT", undefined],
  ])("reads %j as %j", (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});

describe("nextDelay", () => {
  test.each([
    [1, 0, 1_000],
    [1, 0.999, 1_999],
    [2, 0.5, 3_000],
    [11, 0, 1_024_000],
    [12, 0, HOUR / 2],
    [1_000, 0.9999999, HOUR - 1],
  ])("after attempt %i and with chance %d waits %i ms", (attempt, chance, expected) => {
    expect(nextDelay(attempt, () => chance)).toBe(expected);
  });

  it("never comes back before it was asked to, nor all at once", () => {
    expect(nextDelay(1, () => 0, 30_000)).toBe(30_000);
    expect(nextDelay(4, () => 0.5, 30_000)).toBe(34_000);
    expect(nextDelay(12, () => 0, 1_000)).toBe(HOUR / 2);
  });

  it("gives up after about three days", () => {
    let total = 0;
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) total += nextDelay(attempt, () => 0.5);
    expect(total / HOUR).toBeGreaterThan(71);
    expect(total / HOUR).toBeLessThan(73);
  });
});
