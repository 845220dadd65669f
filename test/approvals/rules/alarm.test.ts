/** What is due is begun in time: soon by a timer, with the alarm behind it, and later by the alarm alone. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Alarm, createAlarm } from "../../../src/approvals/alarm.ts";

const NOW = Date.parse("2026-11-22T10:00:00Z");
const PATIENCE = 3;

interface Bell {
  readonly alarm: Alarm;
  /** What the storage was asked for: times from now, `null` for no alarm any more. */
  readonly written: (number | null)[];
  readonly begin: ReturnType<typeof vi.fn>;
}

/** @param ahead - how far the clock that it goes by is ahead of the system's, in milliseconds */
function bell(ahead = 0): Bell {
  const written: (number | null)[] = [];
  const begin = vi.fn();
  const storage = {
    setAlarm: async (at: number | Date) => void written.push(Number(at) - NOW),
    deleteAlarm: async () => void written.push(null),
  };
  return {
    alarm: createAlarm({ storage, now: () => Date.now() + ahead, begin, patience: () => PATIENCE }),
    written,
    begin,
  };
}

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

test.each([-60_000, 0])("what is due since %i ms is begun after the answer, and the alarm would ring", (ms) => {
  const { alarm, written, begin } = bell();
  alarm.set(NOW + ms);
  expect(begin).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5);
  expect(begin).toHaveBeenCalledOnce();
  expect(written).toEqual([PATIENCE + 500]);
});

test("what is due later is left to the alarm, at its time", () => {
  const { alarm, written, begin } = bell();
  alarm.set(NOW + 2_000);
  vi.advanceTimersByTime(10_000);
  expect([begin.mock.calls.length, written]).toEqual([0, [2_000]]);
});

test("whatever clock it goes by, the platform rings by its own", () => {
  const { alarm, written, begin } = bell(3_600_000);
  alarm.set(NOW + 3_600_000 + 2_000);
  alarm.set(NOW + 3_600_000 + 100);
  expect(written).toEqual([2_000, 600]);
  vi.advanceTimersByTime(100);
  expect(begin).toHaveBeenCalledOnce();
});

test("what is due earlier comes earlier, and what is due later does not put it off", () => {
  const { alarm, begin } = bell();
  alarm.set(NOW + 200);
  alarm.set(NOW + 50);
  alarm.set(NOW + 240);
  vi.advanceTimersByTime(50);
  expect(begin).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1_000);
  expect(begin).toHaveBeenCalledOnce();
});

test("however often something becomes due at once, it is begun in time, and the alarm is written once", () => {
  const { alarm, written, begin } = bell();
  for (let ms = 0; ms < 20; ms += 1) {
    alarm.set(Date.now());
    vi.advanceTimersByTime(1);
  }
  expect(begin.mock.calls.length).toBeGreaterThan(3);
  expect(written).toEqual([PATIENCE + 500]);
});

test("an alarm is written only where it changes", () => {
  const { alarm, written } = bell();
  alarm.set(NOW + 2_000);
  alarm.set(NOW + 2_000);
  alarm.ringBy(NOW + 5_000);
  alarm.ringBy(NOW + 1_000);
  alarm.rang();
  alarm.ringBy(NOW + 5_000);
  expect(written).toEqual([2_000, 1_000, 5_000]);
});

test("where nothing is due any more none is left", () => {
  const { alarm, written } = bell();
  alarm.clear();
  alarm.set(NOW + 2_000);
  alarm.clear();
  alarm.clear();
  expect(written).toEqual([2_000, null]);
});
