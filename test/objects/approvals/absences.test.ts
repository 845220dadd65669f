/** Approvers who are away: whoever stands in is asked, once, whatever is out of memory in between. */
import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import { HITLState } from "../../../src/approvals/hitl-state.ts";
import type { ApprovalRequest } from "../../../src/contract/approval-request.ts";
import { Ledger } from "../../../src/ledger/ledger.ts";
import type { ReportAnswer } from "../../../src/ledger/port.ts";
import { secretOf, TestApproval, webhook } from "../support/approval.ts";
import { bindings, sleep, SOON } from "../support/bindings.ts";
import { Receiver } from "../support/receiver.ts";

afterEach(() => vi.restoreAllMocks());

const HOUR = 3_600_000;

interface Times {
  readonly from?: number | null;
  readonly until?: number;
}

function absence(person: string, delegate: string, times: Times = {}) {
  return { person, delegate, from: null, until: Date.now() + HOUR, ...times };
}

function goesAway({ ledger }: TestApproval, person: string, delegate: string, times: Times = {}) {
  return ledger.setAbsence(absence(person, delegate, times), "key:ci");
}

/** One that Ana and Bo are asked for, with nothing left to do. */
async function settledOne(parts: Partial<ApprovalRequest> = {}): Promise<TestApproval> {
  const approval = await TestApproval.open({
    approvers: ["Ana", "bo"],
    minApprovals: 2,
    timeoutMs: 9 * HOUR,
    ...parts,
  });
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  return approval;
}

async function delegates(approval: TestApproval): Promise<unknown> {
  return (await approval.read()).delegates;
}

/** What came of absences, as the trail has it. */
async function outcomes(approval: TestApproval): Promise<string[]> {
  const entries = (await approval.audit()).filter(({ type }) => /delegated|uncovered/.test(type));
  return entries.map(
    ({ type, actor, detail }) => `${type} ${actor} ${String(detail["approver"])}>${String(detail["to"])}`,
  );
}

const ANA_TO_CY = [{ approver: "Ana", delegate: "cy" }];

describe("whoever stands in", () => {
  test("is asked with a new request, and answers in the approver's stead", async () => {
    const receiver = await Receiver.start();
    const approval = new TestApproval();
    const { until } = await goesAway(approval, " ANA ", "cy");
    await approval.open({ approvers: ["Ana", "bo"], minApprovals: 2, deliveries: [webhook(receiver.url)] });
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
    await expect
      .poll(async () => (await receiver.bodies()).map((body) => body["occasion"]), SOON)
      .toEqual(["asked", "handover"]);
    await approval.answer(await approval.link("cy"), true);
    expect((await approval.read()).approvals).toMatchObject([{ approver: "cy", onBehalfOf: "Ana", approved: true }]);
    await expect.poll(() => outcomes(approval), SOON).toEqual(["approval.delegated system:countersign Ana>cy"]);
    const [delegated] = (await approval.audit()).filter(({ type }) => type === "approval.delegated");
    expect(delegated?.detail).toEqual({
      approver: "Ana",
      from: "Ana",
      to: "cy",
      why: `out of office until ${new Date(until).toISOString()}`,
    });
  });

  test("is asked where the request was open before, and leaves the approver free to answer", async () => {
    const approval = await settledOne();
    await goesAway(approval, "ana", "cy");
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
    expect(await approval.decide(true, "ana")).toMatchObject({ kind: "recorded" });
    expect(await approval.decide(true, "cy")).toMatchObject({ kind: "already-answered" });
  });

  test("is the first of those they lead to who is there", async () => {
    const approval = await settledOne({ approvers: ["Ana"], minApprovals: 1 });
    await goesAway(approval, "dee", "cy");
    await goesAway(approval, "ana", "DEE");
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
  });

  test("has somebody in turn where they go away too", async () => {
    const approval = await settledOne();
    await goesAway(approval, "ana", "dee");
    await expect.poll(() => delegates(approval), SOON).toEqual([{ approver: "Ana", delegate: "dee" }]);
    await goesAway(approval, "dee", "cy");
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
    expect(await outcomes(approval)).toEqual([
      "approval.delegated system:countersign Ana>dee",
      "approval.delegated system:countersign Ana>cy",
    ]);
    expect(await approval.decide(true, "dee")).toMatchObject({ kind: "not-allowed" });
    expect(await approval.decide(true, "cy")).toMatchObject({ kind: "recorded" });
  });

  test("is nobody else where it would be the approver, who is back", async () => {
    const approval = await settledOne();
    await goesAway(approval, "ana", "dee");
    await expect.poll(() => delegates(approval), SOON).toHaveLength(1);
    await approval.ledger.endAbsence("ana", "key:ci");
    await goesAway(approval, "dee", "ana");
    await approval.owner.lookAgain();
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    expect(await outcomes(approval)).toEqual(["approval.delegated system:countersign Ana>dee"]);
  });

  test("stays when the approver is back, and when the absence is said anew", async () => {
    const approval = await settledOne();
    await goesAway(approval, "ana", "cy");
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
    await goesAway(approval, "ana", "eve");
    await approval.ledger.endAbsence("ana", "key:ci");
    await approval.owner.lookAgain();
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    expect(await delegates(approval)).toEqual(ANA_TO_CY);
    expect(await outcomes(approval)).toHaveLength(1);
  });

  test("is nobody for an approver who has answered or has handed over, nor for a request that is over", async () => {
    const approval = await settledOne();
    await approval.decide(true, "ana");
    await goesAway(approval, "ana", "cy");
    await approval.owner.lookAgain();
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    expect(await delegates(approval)).toBeUndefined();
    await approval.decide(true, "bo");
    await goesAway(approval, "bo", "cy");
    await approval.owner.lookAgain();
    await sleep(200);
    expect(await outcomes(approval)).toEqual([]);
  });

  test("does so for approvers who are brought in later, too", async () => {
    const approval = await settledOne();
    await goesAway(approval, "dee", "cy");
    const { workspace } = approval;
    await approval.owner.reassign({ workspace, keyName: "ci", from: "Ana", to: "dee" });
    await expect.poll(() => delegates(approval), SOON).toEqual([{ approver: "dee", delegate: "cy" }]);
  });
});

describe("nobody stands in", () => {
  test.each([
    [
      "in a circle",
      [
        ["ana", "dee"],
        ["dee", "ana"],
      ],
      {},
      "lead in a circle",
    ],
    ["where it would be somebody who is asked already", [["ana", "BO"]], {}, "asked already"],
    ["where it would be the one who asks", [["ana", "cy"]], { requestedBy: "Cy" }, "may not give it"],
  ] as const)("%s, and the trail says so once", async (_what, absences, parts, why) => {
    const approval = await settledOne(parts);
    for (const [person, delegate] of absences.toReversed()) await goesAway(approval, person, delegate);
    await expect.poll(() => outcomes(approval), SOON).toEqual(["approval.uncovered system:countersign Ana>undefined"]);
    for (let time = 0; time < 3; time += 1) {
      await approval.owner.lookAgain();
      await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    }
    expect(await outcomes(approval)).toHaveLength(1);
    const [uncovered] = (await approval.audit()).filter(({ type }) => type === "approval.uncovered");
    expect(uncovered?.detail["why"]).toContain(why);
    expect(await delegates(approval)).toBeUndefined();
    expect(await approval.decide(true, "ana")).toMatchObject({ kind: "recorded" });
  });

  test("until the circle is broken: by a key, or because somebody is back", async () => {
    for (const broken of ["by a key", "in time"] as const) {
      const approval = await settledOne();
      await goesAway(approval, "dee", "ana", broken === "in time" ? { until: Date.now() + HOUR / 2 } : {});
      await goesAway(approval, "ana", "dee");
      await expect.poll(async () => (await outcomes(approval)).length, SOON).toBe(1);
      if (broken === "by a key") await approval.ledger.endAbsence("dee", "key:ci");
      else await approval.moveTime(HOUR / 2);
      await expect.poll(() => delegates(approval), SOON).toEqual([{ approver: "Ana", delegate: "dee" }]);
    }
  });

  test("for two who are away, where one person would hold two seats", async () => {
    const approval = await settledOne();
    await goesAway(approval, "ana", "cy");
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
    await goesAway(approval, "bo", "CY");
    await expect
      .poll(() => outcomes(approval), SOON)
      .toEqual(["approval.delegated system:countersign Ana>cy", "approval.uncovered system:countersign bo>undefined"]);
  });
});

describe("an absence that begins later", () => {
  test("counts from then on, though nobody looks and the owner is out of memory", async () => {
    const approval = await settledOne();
    await goesAway(approval, "ana", "cy", { from: Date.now() + HOUR / 2 });
    await expect.poll(() => lookAt(approval), SOON).toBeGreaterThan(Date.now());
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    expect(await delegates(approval)).toBeUndefined();
    await approval.evict();
    await approval.moveTime(HOUR / 2);
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
    expect(await outcomes(approval)).toHaveLength(1);
  });

  test("and is called off before does not", async () => {
    const approval = await settledOne();
    await goesAway(approval, "ana", "cy", { from: Date.now() + HOUR / 2 });
    await expect.poll(() => lookAt(approval), SOON).toBeGreaterThan(Date.now());
    await approval.ledger.endAbsence("ana", "key:ci");
    await expect.poll(() => lookAt(approval), SOON).toBeNull();
  });

  test("is not forgotten because an answer of before it was set comes late", async () => {
    const approval = await settledOne();
    const hold = Promise.withResolvers<ReportAnswer>();
    const report = vi.spyOn(Ledger.prototype, "reportApproval").mockImplementationOnce(() => hold.promise);
    await approval.owner.lookAgain();
    await expect.poll(() => report.mock.calls.length, SOON).toBe(1);
    await goesAway(approval, "ana", "cy", { from: Date.now() + HOUR / 2 });
    await expect.poll(() => lookAt(approval), SOON).toBeGreaterThan(Date.now());
    hold.resolve({ absences: [] });
    await sleep(100);
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    expect(await lookAt(approval)).toBeGreaterThan(Date.now());
  });
});

describe("nothing is lost, nothing doubled", () => {
  test("where ledger and owner are put out of memory between the absence and what follows", async () => {
    const receiver = await Receiver.start();
    const approval = await settledOne({ deliveries: [webhook(receiver.url)] });
    await expect.poll(() => receiver.count(), SOON).toBe(1);
    vi.spyOn(Ledger.prototype, "reportApproval").mockRejectedValueOnce(new Error("out of order"));
    await ledgerCrashesAfter(approval, (ledger) => ledger.setAbsence(absence("ana", "cy"), "key:ci"));
    await expect.poll(async () => (await ledgerRow(approval))?.last_error, SOON).toContain("out of order");
    await approval.crashAfter(async () => undefined);
    await approval.hurry();
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
    await expect.poll(() => receiver.count(), SOON).toBe(2);
    expect(await outcomes(approval)).toHaveLength(1);
  });

  test("where the owner crashes when it was told to look", async () => {
    const approval = await settledOne();
    const told = vi.spyOn(HITLState.prototype, "lookAgain").mockResolvedValueOnce();
    await goesAway(approval, "ana", "cy");
    await expect.poll(() => told.mock.calls.length, SOON).toBe(1);
    expect(await delegates(approval)).toBeUndefined();
    await approval.crashAfter((owner) => owner.lookAgain());
    await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
    expect(await outcomes(approval)).toHaveLength(1);
  });

  test("where the owner crashes once somebody stands in: they are told once", async () => {
    const receiver = await Receiver.start({ status: 204 }, { status: 500 }, { status: 204 });
    const approval = await settledOne({ deliveries: [webhook(receiver.url)] });
    await expect.poll(() => receiver.count(), SOON).toBe(1);
    await goesAway(approval, "ana", "cy");
    await expect.poll(() => receiver.count(), SOON).toBe(2);
    await approval.crashAfter(async () => undefined);
    await approval.hurry();
    await expect.poll(() => receiver.count(), SOON).toBe(3);
    const handovers = (await receiver.requests()).slice(1).map(({ headers }) => headers["idempotency-key"]);
    expect(handovers).toEqual([expect.stringContaining(approval.id), handovers[0]]);
    await expect.poll(() => outcomes(approval), SOON).toHaveLength(1);
  });

  test("and where nobody is away, a report changes nothing", async () => {
    const approval = await settledOne();
    const before = await approval.sql("SELECT facts, rev FROM approval");
    await approval.hurry();
    expect(await approval.sql("SELECT facts, rev FROM approval")).toEqual(before);
  });

  test("an owner that never opened anything looks at nothing", async () => {
    const approval = new TestApproval();
    await approval.owner.lookAgain();
    expect(await approval.tables()).toEqual([]);
  });
});

test("a link of the delegate's own is theirs alone", async () => {
  const approval = await settledOne();
  await goesAway(approval, "ana", "cy");
  await expect.poll(() => delegates(approval), SOON).toEqual(ANA_TO_CY);
  const minted = await approval.owner.mintLink({ workspace: approval.workspace, actor: "key:ci", approver: "CY" });
  const secret = minted.kind === "minted" ? secretOf(minted.url) : "";
  expect(await approval.answer(secret, true, "ana")).toMatchObject({ kind: "not-allowed" });
  expect(await approval.answer(secret, true)).toMatchObject({ kind: "recorded" });
});

/** When the owner will look again by itself; `null` where it need not. */
async function lookAt(approval: TestApproval): Promise<number | null> {
  const [row] = await approval.sql<{ facts: string }>("SELECT facts FROM approval");
  const { people } = JSON.parse(row?.facts ?? "") as { people: { timers: { kind: string; at: number }[] } };
  return people.timers.find(({ kind }) => kind === "look-again")?.at ?? null;
}

/** The write is on disk, and the ledger is gone before anything that follows from it was begun. */
async function ledgerCrashesAfter({ workspace }: TestApproval, write: (ledger: Ledger) => Promise<unknown>) {
  const crash = runInDurableObject(bindings.LEDGER.getByName(workspace), (ledger: Ledger, state) =>
    state.blockConcurrencyWhile(async () => {
      await write(ledger);
      await state.storage.sync();
      state.abort("crashed by the test");
    }),
  );
  await crash.catch(() => undefined);
}

async function ledgerRow(approval: TestApproval) {
  return (await approval.outbox()).find(({ kind }) => kind === "ledger");
}
