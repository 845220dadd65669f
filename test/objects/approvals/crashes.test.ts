/**
 * Between each write and the effect that follows from it the object is gone: with everything it had in memory, or put out
 * of it in good order. Nothing is lost, nothing doubled, and nobody has to help.
 */
import { describe, expect, test } from "vitest";
import type { HITLState } from "../../../src/approvals/hitl-state.ts";
import { TestApproval, webhook } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";
import { Receiver } from "../support/receiver.ts";
import { runWaitingFor, type TestRun } from "../support/run.ts";

const HOUR = 3_600_000;

describe("opened, then gone", () => {
  test("people are told once, the ledger once, and it ends in time", async () => {
    const receiver = await Receiver.start();
    const approval = new TestApproval();
    const request = approval.request({ timeoutMs: HOUR, deliveries: [webhook(receiver.url)] });
    await approval.crashAfter((owner) => owner.open(request));
    await expect.poll(() => receiver.count(), SOON).toBe(1);
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested", "delivery.delivered"]);
    await approval.moveTime(HOUR);
    await expect
      .poll(() => approval.told(), SOON)
      .toEqual(["approval.requested", "delivery.delivered", "approval.expired"]);
    expect(await receiver.count()).toBe(1);
  });

  test("the retried step finds the same approval", async () => {
    const approval = new TestApproval();
    await approval.crashAfter((owner) => owner.open(approval.request()));
    expect(await approval.open({ prompt: "Again?" })).toMatchObject({ approvalId: approval.id });
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested"]);
  });

  test("put out of memory while it waits, it still ends in time", async () => {
    const approval = await TestApproval.open({ timeoutMs: HOUR });
    const run = await runWaitingFor(approval);
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    await approval.evict();
    await approval.moveTime(HOUR);
    expect((await run.over()).output).toMatchObject({ status: "timeout" });
  });
});

/** One that a run waits for. */
async function awaited(): Promise<{ approval: TestApproval; run: TestRun }> {
  const approval = await TestApproval.open({ approvers: ["ana", "bo"] });
  const run = await runWaitingFor(approval);
  await run.waitsFor("approve");
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  return { approval, run };
}

interface Ending {
  readonly write: (owner: HITLState, approval: TestApproval) => Promise<unknown>;
  readonly status: string;
  readonly told: readonly string[];
}

const endings: readonly Ending[] = [
  { write: decide(true), status: "approved", told: ["approval.answered", "approval.decided"] },
  { write: decide(false), status: "rejected", told: ["approval.answered", "approval.decided"] },
  {
    write: (owner, { workspace }) => owner.cancel({ workspace, actor: "key:ci", reason: "no more" }),
    status: "cancelled",
    told: ["approval.cancelled"],
  },
];

describe.each(endings)("$status, then gone", ({ write, status, told }) => {
  test("the run gets it once, the ledger once", async () => {
    const { approval, run } = await awaited();
    await approval.crashAfter((owner) => write(owner, approval));
    const wakes = (await approval.outbox()).filter(({ kind }) => kind === "wake");
    expect(wakes).toHaveLength(1);
    expect((await run.over()).output).toMatchObject({ status, approvalId: approval.id });
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested", ...told]);
    await expect.poll(() => approval.effect("wake"), SOON).toBe("done");
    expect((await run.now()).steps).toHaveLength(1);
  });

  test("in good order, just so", async () => {
    const { approval, run } = await awaited();
    await write(approval.stub as unknown as HITLState, approval);
    await approval.evict();
    expect((await run.over()).output).toMatchObject({ status });
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested", ...told]);
  });

  test("a second answer is still told what happened", async () => {
    const { approval } = await awaited();
    await approval.crashAfter((owner) => write(owner, approval));
    expect(await approval.decide(true, "bo")).toMatchObject({ kind: "over", status });
  });
});

describe("expired by a touch, then gone", () => {
  test("the run gets the timeout once", async () => {
    const { approval, run } = await awaited();
    await approval.outlive(1_000);
    await approval.crashAfter((owner) => owner.outcome());
    expect((await run.over()).output).toMatchObject({ status: "timeout" });
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested", "approval.expired"]);
  });
});

describe("half a quorum, then gone", () => {
  test("the answer is kept, the ledger hears of it, and the other half decides", async () => {
    const approval = await TestApproval.open({ approvers: ["ana", "bo"], minApprovals: 2 });
    const run = await runWaitingFor(approval);
    await run.waitsFor("approve");
    await approval.crashAfter((owner) => decide(true)(owner, approval));
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested", "approval.answered"]);
    expect(await approval.decide(true, "ana")).toMatchObject({ kind: "already-answered" });
    expect(await approval.decide(true, "bo")).toMatchObject({ kind: "recorded", result: { status: "approved" } });
    expect((await run.over()).status).toBe("completed");
  });
});

describe("a link made, then gone", () => {
  test("the link is good, and the ledger hears of it", async () => {
    const approval = await TestApproval.open();
    let secret = "";
    await approval.crashAfter(async (owner) => {
      const minted = await owner.mintLink({ workspace: approval.workspace, actor: "key:ci", approver: null });
      secret = minted.kind === "minted" ? minted.url.slice(-36) : "";
    });
    expect(await approval.owner.inspect(secret, null)).toMatchObject({ kind: "open" });
    await expect.poll(() => approval.told(), SOON).toContain("link.created");
  });
});

describe("gone while an effect is under way", () => {
  test("a wake that was sent, but whose answer was lost, is sent again and changes nothing", async () => {
    const { approval, run } = await awaited();
    await approval.decide(true, "ana");
    await run.over();
    await approval.sql("UPDATE outbox SET status = 'pending' WHERE kind = 'wake'");
    await approval.crashAfter(async () => undefined);
    await approval.hurry();
    await expect.poll(() => approval.effect("wake"), SOON).toBe("done");
    const { status, steps } = await run.now();
    expect([status, steps.length]).toEqual(["completed", 1]);
  });

  test("erasing the data is done by the next one", async () => {
    const { approval, run } = await awaited();
    await approval.decide(true, "ana");
    await run.over();
    await expect.poll(() => approval.effect("wake"), SOON).toBe("done");
    await approval.evict();
    await approval.owner.settle();
    await expect.poll(() => approval.sql("SELECT 1 FROM request_data"), SOON).toEqual([]);
  });
});

function decide(approved: boolean): Ending["write"] {
  return (owner, { workspace }) =>
    owner.decide({ by: "key", workspace, keyName: "ci", given: { approved }, claimed: "ana" });
}
