/** The ledger's rules that need no storage, as tables. */
import { describe, expect, test } from "vitest";
import { alarmTime } from "../../src/ledger/alarm-time.ts";
import { formatCursor, parseCursor } from "../../src/ledger/cursor.ts";
import { parseFinalReport } from "../../src/ledger/engine-report.ts";
import { largestKept } from "../../src/ledger/output-budget.ts";
import { firstDue, nextDue, type Pace } from "../../src/ledger/pace.ts";
import { cutPage, planWalk, type Walked } from "../../src/ledger/page.ts";
import { decideRunStatus } from "../../src/ledger/run-status.ts";

const DAY = 86_400_000;

describe("a cursor", () => {
  test("comes back as the key it was made from", () => {
    const key = { order: 1_795_000_000_000, id: "run_0f" };
    expect(parseCursor("runs", formatCursor("runs", key))).toEqual(key);
  });

  test.each([
    ["nothing", ""],
    ["any text", "hello"],
    ["JSON that is no key", encode('{"a":1}')],
    ["a key of another list", formatCursor("audit", { order: 3, id: "" })],
    ["a time that is no number", encode('["runs","1","a"]')],
    ["a negative time", encode('["runs",-1,"a"]')],
    ["a fraction", encode('["runs",1.5,"a"]')],
    ["an id that is no text", encode('["runs",1,2]')],
    ["too many parts", encode('["runs",1,"a","b"]')],
    ["a text too long", encode(`["runs",1,"${"a".repeat(500)}"]`)],
  ])("is refused where it is %s", (_what, text) => {
    expect(parseCursor("runs", text)).toBeNull();
  });
});

describe("the status of a run", () => {
  const running = { status: "running", seq: 3 } as const;
  const suspended = { status: "suspended", seq: 3 } as const;
  test.each([
    [
      "rests where no step waits for people, but for something",
      running,
      { status: "suspended", seq: 4 },
      "time",
      "suspended",
    ],
    ["does not rest where no step waits any more", running, { status: "suspended", seq: 4 }, [], "running"],
    ["goes back to running by a newer report", suspended, { status: "running", seq: 4 }, [], "running"],
    ["ignores the same report again", running, { status: "suspended", seq: 3 }, [], null],
    ["ignores an older report", suspended, { status: "running", seq: 2 }, [], null],
    ["takes an end from whatever report", suspended, { status: "failed", seq: 2 }, [], "failed"],
    ["never changes after the end", { status: "cancelled", seq: 3 }, { status: "completed", seq: 9 }, [], null],
    ["waits for an open approval", running, { status: "suspended", seq: 4 }, [{ status: "pending" }], "suspended"],
    ["waits for an approval not heard of", running, { status: "suspended", seq: 4 }, [{ status: null }], "suspended"],
    [
      "does not wait for what is answered",
      running,
      { status: "suspended", seq: 4 },
      [{ status: "approved" }],
      "running",
    ],
    [
      "waits for the rest",
      running,
      { status: "suspended", seq: 4 },
      [{ status: "approved" }, { status: "pending" }],
      "suspended",
    ],
  ] as const)("%s", (_rule, known, report, rest, expected) => {
    const [awaited, withoutPeople] = rest === "time" ? [[], true] : [rest, false];
    expect(decideRunStatus(known, report, () => ({ awaited, withoutPeople }))).toBe(expected);
  });
});

describe("the alarm", () => {
  const now = 10_000;
  test.each([
    ["is not set where nothing is due", [], 6, null],
    [
      "rings for what is due first",
      [
        { dueAt: 12_000, underway: false },
        { dueAt: 13_000, underway: false },
      ],
      6,
      12_000,
    ],
    ["rings at once for what is overdue", [{ dueAt: 1, underway: false }], 6, 1],
    ["gives what is underway a moment", [{ dueAt: 1, underway: true }], 5, 11_000],
    ["waits a moment where there is no room", [{ dueAt: 1, underway: false }], 0, 11_000],
    ["keeps a later time where there is no room", [{ dueAt: 30_000, underway: false }], 0, 30_000],
    [
      "is not held up by what is underway",
      [
        { dueAt: 1, underway: true },
        { dueAt: 10_200, underway: false },
      ],
      5,
      10_200,
    ],
  ] as const)("%s", (_rule, dues, room, expected) => {
    expect(alarmTime(dues, now, room)).toBe(expected);
  });
});

test.each([
  ["create", 2_000, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]],
  ["running", 3_000, [6_000, 12_000, 24_000]],
  ["resuming", 1_500, [3_000, 6_000]],
  ["suspended", 600_000, [1_200_000, 2_400_000]],
  ["expiry", 60_000, [60_000, 120_000]],
  ["now", 0, [2_000, 4_000]],
] as const satisfies readonly (readonly [Pace, number, readonly number[]])[])(
  "the pace %s backs off",
  (pace, first, delays) => {
    expect(firstDue(pace, 0)).toBe(first);
    expect(delays.map((_delay, attempts) => nextDue(pace, attempts, 0))).toEqual(delays);
    expect(nextDue(pace, 10_000, 0)).toBeLessThanOrEqual(pace === "suspended" ? 30 * DAY : DAY / 24);
  },
);

test("a run that waits for a month is looked after a dozen times, and once a month from then on", () => {
  const looks: number[] = [];
  for (let at = firstDue("suspended", 0); at < 365 * DAY; at = nextDue("suspended", looks.length - 1, at))
    looks.push(at);
  expect(looks.filter((at) => at < 30 * DAY)).toHaveLength(12);
  expect(looks.length).toBeLessThan(12 + 12);
});

test.each([
  ["all", [3, 1, 2], 6, 3],
  ["the smaller", [3, 1, 2], 5, 2],
  ["neither of two alike", [3, 3, 1], 5, 1],
  ["none", [9], 5, 0],
  ["nothing of nothing", [], 5, 0],
])("of outputs that are too much together, %s are kept", (_what, sizes, budget, expected) => {
  expect(largestKept(sizes, budget)).toBe(expected);
});

describe("a page", () => {
  const walk = { after: { order: 9, id: "" }, limit: 2, scan: 3 };
  test("ends at its last row where there are more", () => {
    expect(cutPage(rows(1, 1, 1), walk)).toMatchObject({ rows: [{ order: 0 }, { order: 1 }], next: { order: 1 } });
  });
  test("is the last where the index gave no more", () => {
    expect(cutPage(rows(1, 1), walk).next).toBeNull();
  });
  test("is short, and goes on after what was looked at, where filters leave too little", () => {
    expect(cutPage(rows(0, 1, 0), walk)).toMatchObject({ rows: [{ order: 1 }], next: { order: 2 } });
  });
  test.each([
    [0, 1],
    [-5, 1],
    [7, 7],
    [1_000_000, 100],
  ])("asked for %i rows holds at most %i", (asked, limit) => {
    expect(planWalk("runs", { limit: asked }, { unindexed: 0 })?.limit).toBe(limit);
  });
});

describe("the output of an instance", () => {
  const report = { runId: "run_1", seq: 4, status: "completed", at: 1, steps: [] };
  test("is the run's final report", () => {
    expect(parseFinalReport(JSON.stringify(report), "run_1")).toEqual(report);
  });
  test.each([
    ["no text", report],
    ["no JSON", "{"],
    ["no report", "[]"],
    ["another run's", JSON.stringify({ ...report, runId: "run_2" })],
    ["no end", JSON.stringify({ ...report, status: "running" })],
    ["without steps", JSON.stringify({ ...report, steps: undefined })],
  ])("is not taken where it is %s", (_what, output) => {
    expect(parseFinalReport(output, "run_1")).toBeNull();
  });
});

function rows(...fits: readonly number[]): readonly Walked[] {
  return fits.map((value, at) => ({ order: at, id: `row-${at}`, fits: value }));
}

function encode(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
