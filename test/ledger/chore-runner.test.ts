/** Chores run side by side, a few at once, and none holds up another. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChoreRunner, type ChoreResult } from "../../src/ledger/chore-runner.ts";
import type { Chore, ChoreKey } from "../../src/ledger/chore-store.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Chores that end when the test says so. */
class Bench {
  readonly started: string[] = [];
  readonly ended: string[] = [];
  readonly runner: ChoreRunner;
  readonly #due: Chore[];
  readonly #attempts = new Map<string, PromiseWithResolvers<ChoreResult>>();

  constructor(count: number) {
    this.#due = Array.from({ length: count }, (_unused, at) => chore(String(at)));
    this.runner = new ChoreRunner({
      perform: ({ subject }) => this.#perform(subject),
      lease: (room) => this.#due.splice(0, room),
      settle: ({ subject }, end) => this.ended.push(`${subject} ${end instanceof Error ? end.message : end}`),
    });
  }

  async end(subject: string): Promise<void> {
    this.#attempts.get(subject)?.resolve("done");
    await vi.advanceTimersByTimeAsync(0);
  }

  async fail(subject: string): Promise<void> {
    this.#attempts.get(subject)?.reject(new Error("refused"));
    await vi.advanceTimersByTimeAsync(0);
  }

  #perform(subject: string): Promise<ChoreResult> {
    this.started.push(subject);
    const attempt = Promise.withResolvers<ChoreResult>();
    this.#attempts.set(subject, attempt);
    return attempt.promise;
  }
}

describe("the runner", () => {
  test("begins six at once, and the next when one has ended", async () => {
    const bench = new Bench(8);
    bench.runner.drain();
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.started).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(bench.runner.room).toBe(0);
    await bench.end("3");
    expect(bench.started.slice(6)).toEqual(["6"]);
    await bench.fail("0");
    expect(bench.started.slice(6)).toEqual(["6", "7"]);
    expect(bench.ended).toEqual(["3 done", "0 refused"]);
  });

  test("cuts off what hangs after ten seconds", async () => {
    const bench = new Bench(7);
    bench.runner.drain();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(bench.ended).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(bench.ended).toHaveLength(6);
    expect(bench.ended[0]).toBe("0 no answer after 10000 ms");
    expect(bench.started).toContain("6");
  });

  test("attempts what it is given at once, still six at a time, and says when all have been attempted", async () => {
    const bench = new Bench(0);
    const given = Array.from({ length: 9 }, (_unused, at) => chore(`g${at}`));
    const attempted = bench.runner.attempt(given);
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.started).toHaveLength(6);
    expect(bench.runner.isUnderway({ kind: "end-approval", subject: "g8" })).toBe(true);
    for (const { subject } of given) await bench.end(subject);
    await attempted;
    expect(bench.ended).toHaveLength(9);
    expect(bench.runner.busy).toBe(0);
  });

  test("outlives a record that cannot be written", async () => {
    const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const runner = new ChoreRunner({
      perform: async () => "done",
      lease: () => [],
      settle: () => {
        throw new Error("the disk is full");
      },
    });
    await runner.attempt([chore("0")]);
    expect(runner.busy).toBe(0);
    expect(complaint).toHaveBeenCalledOnce();
    complaint.mockRestore();
  });
});

function chore(subject: string): Chore {
  const key: ChoreKey = { kind: "end-approval", subject };
  return { ...key, pace: "now", dueAt: 0, attempts: 1, note: "{}" };
}
