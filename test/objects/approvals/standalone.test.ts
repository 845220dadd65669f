/** What a program asks for without a run: asked once, waited for, called back. */
import { describe, expect, test, vi } from "vitest";
import { HITLState } from "../../../src/approvals/hitl-state.ts";
import { waitForEnd } from "../../../src/approvals/wait-for-end.ts";
import type { ApprovalRequest } from "../../../src/contract/approval-request.ts";
import { TestApproval } from "../support/approval.ts";
import { SOON, sleep } from "../support/bindings.ts";
import { Receiver } from "../support/receiver.ts";

const LONG = 60_000;
const HOUR = 3_600_000;

/** The parts of a request without a run. */
function standalone(callbackUrl: string | null = null, requestHash = "hash"): Partial<ApprovalRequest> {
  return { runId: null, agent: null, ensemble: "Refunds", standalone: { keyName: "shop", requestHash, callbackUrl } };
}

async function askedOf(parts: Partial<ApprovalRequest>): Promise<TestApproval> {
  const approval = new TestApproval();
  await approval.owner.ask(approval.request(parts));
  return approval;
}

describe("asked for twice", () => {
  test("at once, it is opened once, and both are told of the same", async () => {
    const approval = new TestApproval();
    const request = approval.request(standalone());
    const answers = await Promise.all([approval.owner.ask(request), approval.owner.ask(request)]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["known", "opened"]);
    expect(answers).toMatchObject([{ approval: { id: approval.id } }, { approval: { id: approval.id } }]);
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested"]);
  });

  test("with an eviction in between, it is the same still, and as it is by then", async () => {
    const approval = await askedOf(standalone());
    await approval.decide(true);
    await approval.evict();
    expect(await approval.owner.ask(approval.request(standalone()))).toMatchObject({
      kind: "known",
      approval: { status: "approved" },
    });
  });

  test("for something else, or by another workspace, it is a conflict that shows nothing", async () => {
    const approval = await askedOf(standalone());
    expect(await approval.owner.ask(approval.request(standalone(null, "other")))).toEqual({ kind: "conflict" });
    const foreign = { ...approval.request(standalone()), workspace: "elsewhere" };
    expect(await approval.owner.ask(foreign)).toEqual({ kind: "conflict" });
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested"]);
  });

  test("while a run's approval has the name, it is a conflict", async () => {
    const approval = await TestApproval.open();
    expect(await approval.owner.ask(approval.request(standalone()))).toEqual({ kind: "conflict" });
  });
});

describe("asked for again once all of it is erased", () => {
  const parts = (isNamed: boolean, requestHash = "hash"): Partial<ApprovalRequest> => ({
    ...standalone(),
    standalone: { keyName: "shop", requestHash, callbackUrl: null, isNamed },
  });

  async function erased(isNamed: boolean): Promise<TestApproval> {
    const approval = await askedOf(parts(isNamed));
    await approval.decide(true);
    await expect.poll(() => approval.sql("SELECT 1 FROM request_data"), SOON).toEqual([]);
    await approval.change("erase_at = 1");
    await approval.owner.settle();
    expect(await approval.owner.read(approval.workspace)).toBeNull();
    return approval;
  }

  test("under a name, it is the one that the ledger remembers: nobody is asked anew under its id", async () => {
    const approval = await erased(true);
    const trail = await approval.told();
    await approval.evict();
    expect(await approval.owner.ask(approval.request(parts(true)))).toEqual({
      kind: "erased",
      approvalId: approval.id,
    });
    expect(await approval.owner.ask(approval.request(parts(true, "other")))).toEqual({ kind: "conflict" });
    const foreign = { ...approval.request(parts(true)), workspace: "elsewhere" };
    expect(await approval.owner.ask(foreign)).toEqual({ kind: "conflict" });
    expect(await approval.owner.read(approval.workspace)).toBeNull();
    expect(await approval.ledger.getApproval(approval.id)).toMatchObject({ status: "approved" });
    expect(await approval.told()).toEqual(trail);
  });

  test("of what had no name nothing is kept", async () => {
    expect(await (await erased(false)).tables()).toEqual([]);
  });
});

describe("the end", () => {
  test("wakes no run, and calls back the program with what came of it", async () => {
    const receiver = await Receiver.start();
    const approval = await askedOf(standalone(receiver.url));
    await approval.decide(true);
    await expect.poll(() => approval.effect("callback"), SOON).toBe("done");
    expect((await approval.outbox()).map(({ kind }) => kind)).not.toContain("wake");
    expect(await receiver.bodies()).toMatchObject([{ approvalId: approval.id, status: "approved", title: "Refunds" }]);
  });

  test("without a callback calls nobody, and the data is erased", async () => {
    const approval = await askedOf(standalone());
    await approval.decide(false);
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    expect((await approval.outbox()).map(({ kind }) => kind)).toEqual(["ledger"]);
    await expect.poll(async () => (await approval.read()).data, SOON).toBeNull();
  });

  test("that a crash cuts off from its callback is told all the same, under one id", async () => {
    const receiver = await Receiver.start({ status: 503 }, { status: 204 });
    const approval = await askedOf(standalone(receiver.url));
    await approval.crashAfter((owner) =>
      owner.decide({
        by: "key",
        workspace: approval.workspace,
        keyName: "ci",
        given: { approved: true },
        claimed: null,
      }),
    );
    expect((await approval.read()).status).toBe("approved");
    await approval.owner.settle();
    await expect.poll(() => receiver.count(), SOON).toBe(1);
    await expect
      .poll(async () => (await approval.outbox()).find(({ kind }) => kind === "callback")?.last_error, SOON)
      .toContain("503");
    await approval.crashAfter(async () => undefined);
    await approval.hurry();
    await expect.poll(() => approval.effect("callback"), SOON).toBe("done");
    await approval.crashAfter(async () => undefined);
    await approval.hurry();
    const requests = await receiver.requests();
    expect(requests).toHaveLength(2);
    expect(new Set(requests.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(requests[0]?.body).toBe(requests[1]?.body);
  });

  test("keeps its metadata until the program has been told", async () => {
    const receiver = await Receiver.start({ status: 500 });
    const approval = await askedOf(standalone(receiver.url));
    await approval.decide(true);
    await expect.poll(() => receiver.count(), SOON).toBe(1);
    await receiver.behave({ status: 204 });
    await approval.hurry();
    await expect.poll(() => receiver.count(), SOON).toBe(2);
    expect(await receiver.bodies()).toMatchObject([{ metadata: { who: "ana" } }, { metadata: { who: "ana" } }]);
    await expect.poll(async () => (await approval.read()).metadata, SOON).toBeNull();
  });

  test("of time, for which no alarm rang, is told when the ledger looks after it", async () => {
    const receiver = await Receiver.start();
    const approval = await askedOf(standalone(receiver.url));
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    await approval.outlive();
    await approval.owner.settle();
    await expect.poll(() => receiver.count(), SOON).toBe(1);
    expect(await receiver.bodies()).toMatchObject([{ status: "timeout" }]);
    await expect.poll(async () => (await approval.ledger.getApproval(approval.id))?.status, SOON).toBe("timeout");
  });

  test("is tried for three days, then given up", async () => {
    const receiver = await Receiver.start({ status: 500 });
    const approval = await askedOf(standalone(receiver.url));
    await approval.decide(true);
    await expect.poll(() => receiver.count(), SOON).toBe(1);
    await approval.sql("UPDATE outbox SET attempts = 106 WHERE kind = 'callback'");
    await approval.hurry();
    await expect.poll(() => approval.effect("callback"), SOON).toBe("failed");
  });
});

async function cutShort(approval: TestApproval) {
  const { owner, workspace } = approval;
  await owner.extend({ workspace, keyName: "ci", expiresAt: Date.now() + 10_000 });
  await approval.moveTime(10_000);
}

describe("whoever waits for the end", () => {
  test.each([
    ["is decided", (approval: TestApproval) => approval.decide(true), "approved"],
    ["is withdrawn", (approval: TestApproval) => approval.cancel(), "cancelled"],
    ["has its time cut short", cutShort, "timeout"],
  ] as const)("is told when it %s", async (_how, end, status) => {
    const approval = await askedOf(standalone());
    const waiting = [1, 2].map(() => approval.owner.waitForEnd(approval.workspace, LONG));
    await sleep(50);
    await end(approval);
    expect(await Promise.all(waiting)).toMatchObject([{ status }, { status }]);
  });

  test("is told when its time is over that nobody else asks about", async () => {
    const approval = await askedOf({ ...standalone(), timeoutMs: HOUR });
    const waiting = approval.owner.waitForEnd(approval.workspace, LONG);
    await approval.moveTime(HOUR);
    expect(await waiting).toMatchObject({ status: "timeout" });
  });

  test("is not told by an answer that leaves it open", async () => {
    const approval = await askedOf({ ...standalone(), approvers: ["ana", "bo"], minApprovals: 2 });
    const waiting = approval.owner.waitForEnd(approval.workspace, LONG);
    await sleep(50);
    await approval.decide(true, "ana");
    await sleep(100);
    await approval.decide(true, "bo");
    expect((await waiting)?.approvals).toHaveLength(2);
  });

  test("is answered at once where it is over, where there is none, and in another workspace", async () => {
    const approval = await askedOf(standalone());
    expect(await approval.owner.waitForEnd("elsewhere", LONG)).toBeNull();
    await approval.decide(true);
    expect(await approval.owner.waitForEnd(approval.workspace, LONG)).toMatchObject({ status: "approved" });
    expect(await new TestApproval().owner.waitForEnd(approval.workspace, LONG)).toBeNull();
  });

  test("waits for a run's approval too", async () => {
    const approval = await TestApproval.open();
    const waiting = approval.owner.waitForEnd(approval.workspace, LONG);
    await sleep(50);
    await approval.decide(false);
    expect(await waiting).toMatchObject({ status: "rejected" });
  });

  test("waits on through an eviction", async () => {
    const approval = await askedOf(standalone());
    const calls = vi.spyOn(HITLState.prototype, "waitForEnd");
    const waiting = waitForEnd(() => approval.owner, { workspace: approval.workspace, seconds: 60 });
    await expect.poll(() => calls.mock.calls.length, SOON).toBe(1);
    await approval.crashAfter(async () => undefined);
    await expect.poll(() => calls.mock.calls.length, SOON).toBe(2);
    await approval.decide(true);
    expect(await waiting).toMatchObject({ status: "approved" });
    calls.mockRestore();
  });
});
