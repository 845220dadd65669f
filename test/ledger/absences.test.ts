/** Who is away: on record once, told to whomever it concerns, and never lost on the way there. */
import { describe, expect, test } from "vitest";
import { verifyAudit } from "../../src/ledger/verify-audit.ts";
import { approvalReport, newApprovalId, ownerOf, TestWorkspace } from "./support.ts";
import type { Called } from "./worker.ts";

const SOON = { timeout: 8_000, interval: 50 };
const HOUR = 3_600_000;
const KEY = "key:ci";

/** Away since an hour ago, for an hour to come, unless told otherwise. */
function away(person: string, delegate: string, times: { from?: number | null; until?: number } = {}) {
  return { person, delegate, from: Date.now() - HOUR, until: Date.now() + HOUR, ...times };
}

async function methods(approvalId: string): Promise<string[]> {
  const calls: Called[] = await ownerOf(approvalId).calls();
  return calls.map(({ method }) => method);
}

describe("an absence", () => {
  test("is listed until it is over or ended, the one that begins last first", async () => {
    const { ledger } = new TestWorkspace();
    expect(await ledger.listAbsences({ limit: 10 })).toEqual({ items: [], nextCursor: null });
    const ana = away("Ana@Example.com", "bo");
    const cy = away("cy", "dee", { from: Date.now() + HOUR / 2 });
    expect(await ledger.setAbsence(ana, KEY)).toEqual(ana);
    await ledger.setAbsence(cy, KEY);
    const first = await ledger.listAbsences({ limit: 1 });
    expect(first.items).toEqual([cy]);
    const rest = await ledger.listAbsences({ limit: 1, cursor: first.nextCursor ?? "" });
    expect(rest).toEqual({ items: [ana], nextCursor: null });
    expect(await ledger.endAbsence(" ANA@example.com", KEY)).toEqual(ana);
    expect((await ledger.listAbsences({ limit: 10 })).items).toEqual([cy]);
  });

  test("takes the place of the one before, whatever the case of the name", async () => {
    const { ledger } = new TestWorkspace();
    await ledger.setAbsence(away("ana", "bo"), KEY);
    await ledger.setAbsence(away("ANA", "cy"), KEY);
    expect((await ledger.listAbsences({ limit: 10 })).items).toMatchObject([{ person: "ANA", delegate: "cy" }]);
  });

  test("is in the trail once however often it is said, and so is its end", async () => {
    const workspace = new TestWorkspace();
    const { ledger } = workspace;
    const ana = away("ana", "bo");
    for (const from of [ana.from, ana.from, null]) await ledger.setAbsence({ ...ana, from }, KEY);
    await ledger.setAbsence({ ...ana, delegate: "cy" }, "key:hr");
    await ledger.endAbsence("Ana", "key:hr");
    expect(await ledger.endAbsence("ana", KEY)).toBeNull();
    const trail = (await ledger.listAudit({ limit: 10 })).items.toReversed();
    expect(trail.map(({ type, actor }) => `${type} ${actor}`)).toEqual([
      "absence.set key:ci",
      "absence.set key:hr",
      "absence.ended key:hr",
    ]);
    expect(trail[1]?.detail).toEqual({
      person: "ana",
      from: new Date(ana.from ?? 0).toISOString(),
      until: new Date(ana.until).toISOString(),
      delegate: "cy",
    });
    expect(await verifyAudit(ledger)).toMatchObject({ status: "whole", lastSeq: 3 });
  });

  test("begins now where no beginning is given", async () => {
    const { ledger } = new TestWorkspace();
    const before = Date.now();
    const { from } = await ledger.setAbsence(away("ana", "bo", { from: null }), KEY);
    expect(from).toBeGreaterThanOrEqual(before);
    expect(from).toBeLessThanOrEqual(Date.now());
  });

  test("that is over by time is forgotten when the next one is set", async () => {
    const workspace = new TestWorkspace();
    await workspace.ledger.setAbsence(away("ana", "bo"), KEY);
    await workspace.sql("UPDATE absences SET until_at = 1");
    expect((await workspace.ledger.listAbsences({ limit: 10 })).items).toEqual([]);
    expect(await workspace.ledger.endAbsence("ana", KEY)).toBeNull();
    await workspace.ledger.setAbsence(away("cy", "dee"), KEY);
    expect(await workspace.sql("SELECT person FROM absences")).toEqual([{ person: "cy" }]);
  });

  test("can be set in a ledger that was made before there were absences", async () => {
    const workspace = new TestWorkspace();
    await workspace.startRun();
    await workspace.goBackBefore("absences");
    await workspace.evict();
    await workspace.ledger.setAbsence(away("ana", "bo"), KEY);
    expect((await workspace.ledger.listAbsences({ limit: 10 })).items).toMatchObject([{ person: "ana" }]);
  });

  test("ended where nothing was ever written makes no tables", async () => {
    const workspace = new TestWorkspace();
    expect(await workspace.ledger.endAbsence("ana", KEY)).toBeNull();
    expect(await workspace.sql("SELECT name FROM sqlite_master WHERE name = 'absences'")).toEqual([]);
  });
});

describe("the answer to an approval's report", () => {
  test("has the absences, now and later, of its people and of those whom they lead to, and nobody else's", async () => {
    const { ledger } = new TestWorkspace();
    const report = approvalReport({ approvers: ["Ana", "bo"] });
    expect(await ledger.reportApproval(report)).toEqual({ absences: [] });
    const [ana, cy] = [away("ana", "Cy"), away("cy", "dee", { from: Date.now() + HOUR / 2 })];
    for (const absence of [ana, cy, away("x", "y"), away("eve", "ana")]) await ledger.setAbsence(absence, KEY);
    expect(await ledger.reportApproval(report)).toEqual({ absences: [ana, cy] });
    expect(await ledger.reportApproval(approvalReport({ approvers: ["bo"] }))).toEqual({ absences: [] });
    expect(await ledger.reportApproval(approvalReport({ approvers: ["X <x@example.com>"] }))).toEqual({ absences: [] });
    const named = await ledger.setAbsence(away("x@example.com", "y"), KEY);
    expect(await ledger.reportApproval(approvalReport({ approvers: ["X <x@example.com>"] }))).toEqual({
      absences: [named],
    });
  });

  test("ends where absences go round in a circle", async () => {
    const { ledger } = new TestWorkspace();
    for (const absence of [away("ana", "bo"), away("bo", "cy"), away("cy", "ana")]) {
      await ledger.setAbsence(absence, KEY);
    }
    const { absences } = await ledger.reportApproval(approvalReport({ approvers: ["bo"] }));
    expect(absences.map(({ person }) => person)).toEqual(["bo", "cy", "ana"]);
  });

  test("has none once the approval is over", async () => {
    const { ledger } = new TestWorkspace();
    await ledger.setAbsence(away("ana", "bo"), KEY);
    expect(await ledger.reportApproval(approvalReport({ approvers: ["ana"], status: "approved" }))).toEqual({
      absences: [],
    });
  });
});

describe("open approvals look again", () => {
  test.each(["set", "ended"] as const)("when an absence is %s, and only those that it concerns", async (what) => {
    const workspace = new TestWorkspace();
    const [hers, through, others, over] = [newApprovalId(), newApprovalId(), newApprovalId(), newApprovalId()];
    await workspace.ledger.setAbsence(away("Zoe", "ana"), KEY);
    if (what === "ended") await workspace.ledger.setAbsence(away("ana", "bo"), KEY);
    await expect.poll(() => workspace.chores(), SOON).toEqual([]);
    const { reportApproval } = workspace.ledger;
    await reportApproval(approvalReport({ approvalId: hers, approvers: ["ANA", "bo"] }));
    await reportApproval(approvalReport({ approvalId: through, approvers: ["zoe"] }));
    await reportApproval(approvalReport({ approvalId: others, approvers: ["bo"] }));
    await reportApproval(approvalReport({ approvalId: over, approvers: ["ana"], status: "rejected" }));
    if (what === "set") await workspace.ledger.setAbsence(away("Ana", "bo"), KEY);
    else await workspace.ledger.endAbsence("Ana", KEY);
    await expect.poll(() => workspace.chores(), SOON).toEqual([]);
    expect([await methods(hers), await methods(through)]).toEqual([["lookAgain"], ["lookAgain"]]);
    expect([await methods(others), await methods(over)]).toEqual([[], []]);
  });

  test("though the ledger is thrown out of memory in between", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    await ownerOf(approvalId).behave("throw");
    await workspace.ledger.reportApproval(approvalReport({ approvalId, approvers: ["ana"] }));
    await workspace.ledger.setAbsence(away("ana", "bo"), KEY);
    await workspace.evictBeforeAlarm();
    await expect.poll(() => methods(approvalId), SOON).not.toEqual([]);
    await ownerOf(approvalId).behave("answer");
    const before = (await methods(approvalId)).length;
    await workspace.evictBeforeAlarm();
    await expect.poll(async () => (await methods(approvalId)).length, SOON).toBe(before + 1);
    await expect.poll(() => workspace.chores(), SOON).toEqual([]);
  });

  test("however many there are: fifty at a time, each once", async () => {
    const workspace = new TestWorkspace();
    const ids = Array.from({ length: 120 }, newApprovalId);
    for (const [at, approvalId] of ids.entries()) {
      await workspace.ledger.reportApproval(
        approvalReport({ approvalId, approvers: ["ana"], createdAt: 1_000 + (at % 7) }),
      );
    }
    await workspace.ledger.setAbsence(away("ana", "bo"), KEY);
    await expect.poll(() => workspace.chores(), { timeout: 20_000, interval: 100 }).toEqual([]);
    const called = await Promise.all(ids.map(methods));
    expect(called.every((calls) => calls.join() === "lookAgain")).toBe(true);
  });
});
