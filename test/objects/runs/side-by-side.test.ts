/** Loops and groups: many at once, each with its own time, names and approval. */
import { describe, expect, test } from "vitest";
import { outputOf, stepAt, TestRun, walked } from "../support/run.ts";
import { deploy } from "../support/scripts.ts";
import { sleep, SOON } from "../support/bindings.ts";

const echo = deploy();

function code(name: string, more = "", script = echo.name): string {
  return `  - { name: ${name}, operation: code, config: { script: ${script} }${more === "" ? "" : `, ${more}`} }`;
}

function plan(...agents: readonly string[]): string {
  return ["ensemble: orders", "agents:", ...agents].join("\n");
}

describe("foreach", () => {
  test("runs once per element, and gives the outputs in the list's order", async () => {
    const slowFirst = deploy(async ({ input }) => {
      await sleep(input["index"] === 0 ? 60 : 0);
      return `${String(input["item"])}!`;
    });
    const run = await TestRun.start(
      plan(
        code(
          "send",
          "foreach: ${input.list}, concurrency: 3, input: { item: ${item}, index: ${index} }",
          slowFirst.name,
        ),
        "output: ${send.output}",
      ),
      { input: { list: ["a", "b", "c"] } },
    );
    const over = await run.over();
    expect(over.output).toEqual(["a!", "b!", "c!"]);
    expect(walked(over).toSorted()).toEqual([
      "send completed",
      "send[0] completed",
      "send[1] completed",
      "send[2] completed",
    ]);
  });

  test.each([
    [undefined, 1],
    [2, 2],
    [10, 6],
  ])("with concurrency %s never more than %i at once", async (concurrency, most) => {
    let running = 0;
    let peak = 0;
    const watch = deploy(async () => {
      running += 1;
      peak = Math.max(peak, running);
      await sleep(25);
      running -= 1;
    });
    const bound = concurrency === undefined ? "" : `concurrency: ${concurrency}, `;
    const run = await TestRun.start(plan(code("send", `${bound}foreach: [1, 2, 3, 4, 5, 6]`, watch.name)));
    expect((await run.over()).status).toBe("completed");
    expect(watch.inputs).toHaveLength(6);
    expect(peak).toBe(most);
  });

  test("over an empty list does nothing and gives an empty list", async () => {
    const run = await TestRun.start(plan(code("send", "foreach: ${input.list}"), "output: ${send.output}"), {
      input: { list: [] },
    });
    expect(await run.over()).toMatchObject({ status: "completed", output: [] });
  });

  test.each([[undefined], ["abc"], [5], [{ a: 1 }], [null]])("over %j fails", async (list) => {
    const run = await TestRun.start(plan(code("send", "foreach: ${input.list}")), {
      input: list === undefined ? {} : { list },
    });
    expect(await run.over()).toMatchObject({ status: "failed", error: { code: "foreach-not-a-list", agent: "send" } });
  });

  test("a condition that reads the element is asked for each", async () => {
    const run = await TestRun.start(
      plan(
        code("send", "foreach: ${input.list}, condition: ${item > 1}, input: { n: ${item} }"),
        "output: ${send.output}",
      ),
      { input: { list: [1, 2, 3] } },
    );
    expect((await run.over()).output).toEqual([null, { n: 2 }, { n: 3 }]);
  });

  test("where one fails and the author says to go on, its place is empty", async () => {
    const picky = deploy(({ input }) => {
      if (input["n"] === 2) throw new Error("not this one");
      return input["n"];
    });
    const run = await TestRun.start(
      plan(
        code("send", "foreach: [1, 2, 3], onError: continue, input: { n: ${item} }", picky.name),
        "output: ${send.output}",
      ),
    );
    const over = await run.over();
    expect(over).toMatchObject({ status: "completed", output: [1, null, 3] });
    expect(stepAt(over, "send[1]")).toMatchObject({
      status: "failed",
      error: { code: "script-failed", message: "not this one" },
    });
  });

  test("over people asks each of them on their own, and the gate wants all", async () => {
    const run = await TestRun.start(
      plan(
        "  - { name: ask, agent: hitl, foreach: ${input.people}, concurrency: 3, inputs: { approvers: ['${item}'], data: ${index} } }",
        code("publish"),
        "output: ${ask.output}",
      ),
      { input: { people: ["ana", "bo"] } },
    );
    await run.waitsFor("ask[0]");
    await run.waitsFor("ask[1]");
    const [ana, bo] = [run.approval("ask[0]"), run.approval("ask[1]")];
    expect(ana.id).not.toBe(bo.id);
    expect(await ana.decide(true, "bo")).toMatchObject({ kind: "not-allowed" });
    await ana.decide(true, "ana");
    expect((await run.now()).status).not.toBe("completed");
    await bo.decide(false, "bo");
    const over = await run.over();
    expect(over.status).toBe("rejected");
    expect(over.output).toMatchObject([{ status: "approved" }, { status: "rejected" }]);
    expect(stepAt(over, "publish")?.status).toBe("skipped");
  });
});

describe("parallel", () => {
  test("two approvals side by side never answer each other", async () => {
    const run = await TestRun.start(
      plan(
        "  - name: both",
        "    parallel:",
        "      - { name: legal, agent: hitl }",
        "      - { name: finance, agent: hitl }",
        code("pay", "condition: ${legal.output.approved && finance.output.approved}"),
        "output: { legal: ${legal.output.status}, finance: ${finance.output.status}, group: ${both.output.legal.status} }",
      ),
    );
    await run.waitsFor("legal");
    await run.waitsFor("finance");
    await run.decide("finance", false);
    await sleep(100);
    expect(await run.now()).toMatchObject({ status: "suspended" });
    expect(await run.approval("legal").read()).toMatchObject({ status: "pending" });
    await run.decide("legal", true);
    const over = await run.over();
    expect(over).toMatchObject({
      status: "rejected",
      output: { legal: "approved", finance: "rejected", group: "approved" },
    });
    expect(over.approvals.toSorted()).toEqual([run.approval("legal").id, run.approval("finance").id].toSorted());
  });

  test("the group ends when all have, and branches see what was before but not each other", async () => {
    const slow = deploy(async ({ input }) => {
      await sleep(60);
      return input;
    });
    const run = await TestRun.start(
      plan(
        code("before", "input: { n: 1 }"),
        "  - name: both",
        "    parallel:",
        `      - { name: quick, operation: code, config: { script: ${echo.name} }, input: { at: "\${now()}", n: "\${before.output.n}" } }`,
        `      - { name: slow, operation: code, config: { script: ${slow.name} }, input: { at: "\${now()}" } }`,
        code("after", "input: { at: ${now()}, quick: ${quick.output.n} }"),
      ),
    );
    const over = await run.over();
    const before = stepAt(over, "before")?.finishedAt;
    expect(outputOf(over, "quick")).toEqual({ at: before, n: 1 });
    expect(outputOf(over, "slow")).toEqual({ at: before });
    expect(outputOf(over, "after")).toEqual({ at: stepAt(over, "slow")?.finishedAt, quick: 1 });
  });

  test("work beside an approval goes on while people think", async () => {
    const work = deploy();
    const run = await TestRun.start(
      plan(
        "  - name: both",
        "    parallel:",
        "      - { name: approve, agent: hitl }",
        `      - { name: work, operation: code, config: { script: ${work.name} } }`,
      ),
    );
    const waiting = await run.suspended();
    await expect.poll(async () => stepAt(await run.now(), "work")?.status, SOON).toBe("completed");
    expect(waiting.approvals).toHaveLength(1);
    await run.decide("approve", true);
    expect((await run.over()).status).toBe("completed");
    expect(work.inputs).toHaveLength(1);
  });

  test("where one branch fails the run fails, and its open approvals are withdrawn", async () => {
    const failing = deploy(() => {
      throw new Error("no stock");
    });
    const run = await TestRun.start(
      plan(
        "  - name: both",
        "    parallel:",
        "      - { name: approve, agent: hitl }",
        `      - { name: stock, operation: code, config: { script: ${failing.name} } }`,
      ),
    );
    expect(await run.over()).toMatchObject({
      status: "failed",
      error: { code: "script-failed", message: "no stock", agent: "stock" },
    });
    await expect.poll(() => run.approval().owner.outcome(), SOON).toMatchObject({ status: "cancelled" });
  });

  test("where one branch fails nothing more is begun in the others", async () => {
    const failing = deploy(() => {
      throw new Error("no stock");
    });
    const slow = deploy(async () => {
      await sleep(150);
      return "sent";
    });
    const run = await TestRun.start(
      plan(
        "  - name: both",
        "    parallel:",
        `      - { name: stock, operation: code, config: { script: ${failing.name} } }`,
        `      - { name: mail, operation: code, foreach: [1, 2, 3], config: { script: ${slow.name} } }`,
      ),
    );
    const over = await run.over();
    expect(over.status).toBe("failed");
    const called = slow.inputs.length;
    await sleep(500);
    expect(slow.inputs).toHaveLength(called);
    expect((await run.now()).status).toBe("failed");
  });
});
