/** A plan is walked in order; conditions decide; a gate stays a gate. */
import { describe, expect, test } from "vitest";
import { outputOf, stepAt, TestRun, walked } from "../support/run.ts";
import { deploy } from "../support/scripts.ts";

const echo = deploy();

function code(name: string, more = ""): string {
  return `  - { name: ${name}, operation: code, config: { script: ${echo.name} }${more === "" ? "" : `, ${more}`} }`;
}

function plan(...agents: readonly string[]): string {
  return ["ensemble: orders", "agents:", ...agents].join("\n");
}

describe("order and names", () => {
  test("agents run one after another, each seeing those before it", async () => {
    const run = await TestRun.start(
      plan(
        code("first", "input: { n: ${input.n + 1} }"),
        code("risk-check", "input: { n: ${first.output.n + 1}, of: ${first.input.n}, was: ${first.status} }"),
        code("third", "input: { low: ${risk-check.output.n < 4}, id: ${run.id}, ensemble: ${run.ensemble} }"),
        "output: { n: ${risk-check.output.n}, low: ${third.output.low} }",
      ),
      { input: { n: 1 } },
    );
    const over = await run.over();
    expect(over).toMatchObject({ status: "completed", output: { n: 3, low: true } });
    expect(walked(over)).toEqual(["first completed", "risk-check completed", "third completed"]);
    expect(outputOf(over, "risk-check")).toEqual({ n: 3, of: 2, was: "completed" });
    expect(outputOf(over, "third")).toEqual({ low: true, id: run.id, ensemble: "orders" });
  });

  test("now() is when the latest step finished, and does not move in between", async () => {
    const wait = deploy(async () => new Promise((resolve) => setTimeout(() => resolve("waited"), 30)));
    const run = await TestRun.start(
      plan(
        code("before", "input: { at: ${now()}, started: ${run.startedAt} }"),
        `  - { name: wait, operation: code, config: { script: ${wait.name} } }`,
        code("after", "input: { at: ${now()} }"),
        "output: { at: ${now()} }",
      ),
    );
    const over = await run.over();
    expect(outputOf(over, "before")).toEqual({
      at: new Date(run.start.createdAt).toISOString(),
      started: new Date(run.start.createdAt).toISOString(),
    });
    expect(outputOf(over, "after")).toEqual({ at: stepAt(over, "wait")?.finishedAt });
    expect(over.output).toEqual({ at: stepAt(over, "after")?.finishedAt });
  });

  test("a run without output gives none", async () => {
    const over = await (await TestRun.start(plan(code("one")))).over();
    expect(over).not.toHaveProperty("output");
  });

  test("an output that comes to nothing is null", async () => {
    const over = await (await TestRun.start(plan(code("one"), "output: ${one.output.missing}"))).over();
    expect(over.output).toBeNull();
  });
});

describe("conditions", () => {
  test.each([
    ["${input.yes}", "completed"],
    ["${!input.yes}", "skipped"],
    ["${input.missing.deeply}", "skipped"],
    ["${one.output.n == 1 && one.status == 'completed'}", "completed"],
    ["true", "completed"],
    ["false", "skipped"],
  ])("%s", async (condition, status) => {
    const run = await TestRun.start(plan(code("one", "input: { n: 1 }"), code("two", `condition: ${condition}`)), {
      input: { yes: true },
    });
    const over = await run.over();
    expect(stepAt(over, "two")?.status).toBe(status);
    expect(stepAt(over, "two")?.reason).toBe(status === "skipped" ? "its condition is not met" : undefined);
    expect(over.status).toBe("completed");
  });

  test("a skipped agent has nothing to give, and those that read it go on", async () => {
    const run = await TestRun.start(
      plan(code("one", "condition: false"), code("two", 'input: { got: "<${one.output.x}>", status: ${one.status} }')),
    );
    expect(outputOf(await run.over(), "two")).toEqual({ got: "<>", status: "skipped" });
  });

  test("one that cannot be evaluated fails the run, with the agent's name", async () => {
    const run = await TestRun.start(
      plan(code("one"), code("two", "condition: ${JSON.stringify('x'.repeat(9000000))}")),
    );
    expect(await run.over()).toMatchObject({ status: "failed", error: { agent: "two" } });
  });
});

describe("a gate", () => {
  const GUARDED = plan(
    "  - { name: approve, agent: hitl }",
    code("unguarded", "input: { n: 1 }"),
    code("guarded", "condition: ${approve.output.approved}"),
    code("escalate", "condition: ${!approve.output.approved}"),
    "output: ${approve.output.status}",
  );

  async function endedBy(end: (run: TestRun) => Promise<unknown>): Promise<Awaited<ReturnType<TestRun["over"]>>> {
    const run = await TestRun.start(GUARDED);
    await run.waitsFor("approve");
    await end(run);
    return run.over();
  }

  test("that is approved lets everything through that has no other condition", async () => {
    const over = await endedBy((run) => run.decide("approve", true));
    expect(over).toMatchObject({ status: "completed", output: "approved" });
    expect(walked(over)).toEqual(["approve completed", "unguarded completed", "guarded completed", "escalate skipped"]);
  });

  test.each([
    ["rejected", "rejected", (run: TestRun) => run.decide("approve", false)],
    [
      "timeout",
      "completed",
      (run: TestRun) =>
        run
          .approval()
          .outlive()
          .then(() => run.approval().owner.settle()),
    ],
    ["cancelled", "completed", (run: TestRun) => run.approval().cancel()],
  ] as const)("that ended %s lets through only what names it; the run is %s", async (outcome, status, end) => {
    const over = await endedBy(end);
    expect(over).toMatchObject({ status, output: outcome });
    expect(walked(over)).toEqual(["approve completed", "unguarded skipped", "guarded skipped", "escalate completed"]);
    expect(stepAt(over, "unguarded")?.reason).toBe(
      '"approve" did not end in approval, and the condition here does not name it',
    );
  });

  test("with gate: false lets everything through, and the run is completed", async () => {
    const run = await TestRun.start(plan("  - { name: approve, agent: hitl, config: { gate: false } }", code("after")));
    await run.decide("approve", false);
    const over = await run.over();
    expect(over.status).toBe("completed");
    expect(walked(over)).toEqual(["approve completed", "after completed"]);
  });

  test("that is shut keeps the next approval from being asked", async () => {
    const run = await TestRun.start(
      plan("  - { name: legal, agent: hitl }", "  - { name: finance, agent: hitl }", code("pay")),
    );
    await run.decide("legal", false);
    const over = await run.over();
    expect(over).toMatchObject({ status: "rejected", approvals: [run.approval("legal").id] });
    expect(walked(over)).toEqual(["legal completed", "finance skipped", "pay skipped"]);
  });

  test("naming one of two shut gates does not open the other", async () => {
    const run = await TestRun.start(
      plan(
        "  - { name: legal, agent: hitl }",
        "  - { name: finance, agent: hitl, condition: ${!legal.output.approved} }",
        code("names-one", "condition: ${finance.output.rejected}"),
        code("names-both", "condition: ${finance.output.rejected && legal.output.rejected}"),
      ),
    );
    await run.decide("legal", false);
    await run.decide("finance", false);
    const over = await run.over();
    expect(walked(over).slice(2)).toEqual(["names-one skipped", "names-both completed"]);
    expect(stepAt(over, "names-one")?.reason).toContain('"legal"');
  });

  test("that a second look opens again: the run is what its last gate says", async () => {
    const run = await TestRun.start(
      plan(
        "  - { name: review, agent: hitl }",
        "  - { name: appeal, agent: hitl, condition: ${review.output.rejected} }",
        code("publish", "condition: ${review.output.approved || appeal.output.approved}"),
      ),
    );
    await run.decide("review", false);
    await run.decide("appeal", true);
    const over = await run.over();
    expect(over.status).toBe("completed");
    expect(stepAt(over, "publish")?.status).toBe("completed");
  });

  test("that was skipped is no gate", async () => {
    const run = await TestRun.start(
      plan("  - { name: approve, agent: hitl, condition: ${input.risky} }", code("after")),
    );
    expect(walked(await run.over())).toEqual(["approve skipped", "after completed"]);
  });

  test("that could not be asked is shut, though the author said to go on", async () => {
    const run = await TestRun.start(
      plan(
        "  - { name: approve, agent: hitl, onError: continue, inputs: { approvers: ${input.none} } }",
        code("after"),
      ),
    );
    const over = await run.over();
    expect(walked(over)).toEqual(["approve failed", "after skipped"]);
    expect(stepAt(over, "approve")?.error?.code).toBe("approvers-invalid");
  });
});

test("900 KiB of data in an approval come out of it again, in Chinese", async () => {
  const text = "界".repeat(300_000);
  const large = deploy(() => ({ text }));
  const run = await TestRun.start(
    plan(
      `  - { name: draft, operation: code, config: { script: ${large.name} } }`,
      "  - { name: approve, agent: hitl, inputs: { data: ${draft.output} } }",
      "output: { length: ${approve.input.data.text.length}, status: ${approve.output.status} }",
    ),
  );
  await run.suspended();
  expect((await run.approval().read()).data).toEqual({ text });
  await run.decide("approve", true);
  expect((await run.over()).output).toEqual({ length: 300_000, status: "approved" });
});
