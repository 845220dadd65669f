/** The lines of a walk: what branches see of each other, and what comes of joining them. */
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expressions/evaluate.ts";
import { type AgentResult, Frame, type GateEnd, hiddenVariable } from "../../src/runs/scope.ts";

const result: AgentResult = { status: "completed", input: undefined, output: 1 };

function frame(): Frame {
  return new Frame({ names: { input: { a: 1 } }, clock: 1_000 });
}

describe("a branch", () => {
  test("knows what was before, and its siblings know nothing of what it does", () => {
    const trunk = frame();
    trunk.record("before", result);
    const [left, right] = [trunk.branch({}), trunk.branch({})];
    left.record("mine", result);
    left.shut.add("gate");
    left.clock = 9_000;
    expect(Object.keys(left.names)).toEqual(["input", "before", "mine"]);
    expect(Object.keys(right.names)).toEqual(["input", "before"]);
    expect([...right.shut, ...trunk.shut]).toEqual([]);
    expect([right.clock, trunk.clock]).toEqual([1_000, 1_000]);
  });

  test("has names and paths of its own inside a loop", () => {
    const element = frame().branch({ prefix: "send[3]/", names: { item: "x", index: 3 } });
    expect(element.prefix).toBe("send[3]/");
    expect(element.scope(hiddenVariable).names).toMatchObject({ item: "x", index: 3 });
    expect(element.branch({}).prefix).toBe("send[3]/");
  });

  test("keeps the gates that were shut and those that its group opened", () => {
    const trunk = frame();
    trunk.shut.add("legal");
    const inner = trunk.branch({ opened: ["legal"] }).branch({ opened: ["finance"] });
    expect([...inner.shut]).toEqual(["legal"]);
    expect([...inner.opened]).toEqual(["legal", "finance"]);
  });
});

describe("joined branches", () => {
  test("bring the latest time and every shut gate", () => {
    const trunk = frame();
    const [left, right] = [trunk.branch({}), trunk.branch({})];
    left.clock = 3_000;
    right.clock = 2_000;
    left.shut.add("legal");
    right.shut.add("finance");
    trunk.join([left, right]);
    expect(trunk.clock).toBe(3_000);
    expect([...trunk.shut]).toEqual(["legal", "finance"]);
  });

  test.each<[(GateEnd | null)[], GateEnd | null, GateEnd | null]>([
    [[null, null], null, null],
    [[null, null], "open", "open"],
    [["open", null], "rejected", "open"],
    [["open", "shut"], null, "shut"],
    [["open", "rejected", "shut"], null, "rejected"],
  ])("%j after %s: %s", (ends, before, after) => {
    const trunk = frame();
    trunk.lastGate = before;
    trunk.join(
      ends.map((end) => {
        const branch = trunk.branch({});
        branch.lastGate = end;
        return branch;
      }),
    );
    expect(trunk.lastGate).toBe(after);
  });
});

test("now() is the time at which the latest step finished", () => {
  const line = frame();
  line.clock = Date.UTC(2026, 10, 1);
  expect(evaluate({ k: "call", f: "now", a: [] }, line.scope(hiddenVariable))).toBe("2026-11-01T00:00:00.000Z");
});

test("what is shown of the environment is a name", () => {
  expect(hiddenVariable("TOKEN")).toBe("${env.TOKEN}");
});
