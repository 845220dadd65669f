/** What each chore does outside, and what it makes of the answer. */
import { describe, expect, test } from "vitest";
import type { Chore, ChoreKind } from "../../src/ledger/chore-store.ts";
import { performChore, type EngineState, type HealingDesk } from "../../src/ledger/healing.ts";
import type { RunReport } from "../../src/ledger/port.ts";
import { runStart } from "./support.ts";

const start = runStart("w", { runId: "run_1" });
const final: RunReport = { runId: "run_1", seq: 9, status: "rejected", at: 7, steps: [] };

describe("a run that is watched", () => {
  test.each([
    [
      "missing, though it told of itself, has failed: it is not done a second time",
      { status: "missing" },
      "done",
      ["inspect", "report failed seq 5 engine-failed at draft"],
    ],
    ["alive is woken", { status: "alive" }, "again", ["inspect", "wake"]],
    ["stopped has failed", { status: "stopped" }, "done", ["inspect", "report failed seq 5 engine-failed at draft"]],
    [
      "complete is taken at its word",
      { status: "complete", output: JSON.stringify(final) },
      "done",
      ["inspect", "report rejected seq 9"],
    ],
    [
      "complete without a word has failed",
      { status: "complete", output: null },
      "done",
      ["inspect", "report failed seq 5 engine-failed at draft"],
    ],
  ] as const)("and %s", async (_what, state, result, calls) => {
    const desk = new Desk(state);
    expect(await performChore(chore("watch-run"), desk)).toBe(result);
    expect(desk.calls).toEqual(calls);
  });
});

test("a run that is watched, and missing before it told anything, is created", async () => {
  const desk = new Desk({ status: "missing" });
  desk.seq = -1;
  expect(await performChore(chore("watch-run"), desk)).toBe("again");
  expect(desk.calls).toEqual(["inspect", "create run_1"]);
});

test.each([
  [
    "a run to be created is, and is confirmed",
    "create-run",
    { status: "missing" },
    "done",
    ["create run_1", "confirm"],
  ],
  ["a cancelled run is stopped", "terminate-run", { status: "alive" }, "done", ["inspect", "terminate"]],
  ["a cancelled run that stopped is left alone", "terminate-run", { status: "stopped" }, "done", ["inspect"]],
  [
    "a cancelled run that finished is left alone",
    "terminate-run",
    { status: "complete", output: "" },
    "done",
    ["inspect"],
  ],
  ["a cancelled run that does not exist may yet come", "terminate-run", { status: "missing" }, "again", ["inspect"]],
  ["an approval is made to look again", "refresh-approval", { status: "missing" }, "done", ["look again run_1"]],
  ["a person's approvals are gone through", "spread-absence", { status: "missing" }, "done", ["spread run_1"]],
  ["an approval is withdrawn", "end-approval", { status: "missing" }, "done", ['cancel run_1 {"workspace":"w"}']],
  [
    "an approval is made to settle until it is reported over",
    "check-approval",
    { status: "missing" },
    "again",
    ["settle"],
  ],
] as const)("%s", async (_what, kind, state, result, calls) => {
  const desk = new Desk(state);
  expect(await performChore(chore(kind), desk)).toBe(result);
  expect(desk.calls).toEqual(calls);
});

test("a cancelled run that never comes is given up", async () => {
  expect(await performChore({ ...chore("terminate-run"), attempts: 8 }, new Desk({ status: "missing" }))).toBe("done");
});

test.each(["create-run", "watch-run"] as const)("%s of a run that is over does nothing", async (kind) => {
  const desk = new Desk({ status: "alive" });
  desk.isOver = true;
  expect(await performChore(chore(kind), desk)).toBe("done");
  expect(desk.calls).toEqual([]);
});

/** Records what is asked of the outside and of the record, in order. */
class Desk implements HealingDesk {
  readonly calls: string[] = [];
  isOver = false;
  seq = 4;
  readonly #state: EngineState;

  constructor(state: EngineState) {
    this.#state = state;
  }

  readonly now = (): number => 1_000;

  readonly ports: HealingDesk["ports"] = {
    createRun: async ({ runId }) => this.#note(`create ${runId}`),
    inspectRun: async () => {
      this.#note("inspect");
      return this.#state;
    },
    wakeRun: async () => this.#note("wake"),
    signalRun: async (runId, signal) => this.#note(`signal ${runId} ${signal}`),
    terminateRun: async () => this.#note("terminate"),
    cancelApproval: async (approvalId, request) => this.#note(`cancel ${approvalId} ${JSON.stringify(request)}`),
    settleApproval: async () => this.#note("settle"),
    lookAgain: async (approvalId) => this.#note(`look again ${approvalId}`),
  };

  readonly record: HealingDesk["record"] = {
    findOpenRun: () => (this.isOver ? null : { start, seq: this.seq, agent: "draft" }),
    confirmRun: () => this.#note("confirm"),
    spreadAbsence: ({ subject }) => this.#note(`spread ${subject}`),
    reportRun: ({ status, seq, error }) => {
      this.#note(`report ${status} seq ${seq}${error === undefined ? "" : ` ${error.code} at ${error.agent}`}`);
    },
  };

  #note(call: string): void {
    this.calls.push(call);
  }
}

test("a run is told that an event has come, unless it is over", async () => {
  const told = { ...chore("signal-run"), subject: "run_1/key", note: '{"runId":"run_1","type":"paid"}' };
  const open = new Desk({ status: "alive" });
  expect(await performChore(told, open)).toBe("done");
  expect(open.calls).toEqual(["signal run_1 event_paid"]);
  const over = new Desk({ status: "alive" });
  over.isOver = true;
  expect(await performChore(told, over)).toBe("done");
  expect(over.calls).toEqual([]);
});

function chore(kind: ChoreKind): Chore {
  return { kind, subject: "run_1", pace: "now", dueAt: 0, attempts: 1, note: '{"workspace":"w"}' };
}
