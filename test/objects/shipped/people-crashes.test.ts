/** Whatever is done about people is written down before anything follows from it: a crash in between loses and doubles nothing. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HITLState } from "../../../src/approvals/hitl-state.ts";
import type { ApprovalRequest } from "../../../src/contract/approval-request.ts";
import { mailTo, secretOf, TestApproval, webhook } from "../support/approval.ts";
import { setVariables, SOON } from "../support/bindings.ts";
import { Receiver } from "../support/receiver.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const DEE = "dee@example.com";
const HEAD = "head@example.com";
const LATER = 3_600_000;

const ACCEPTED = {
  status: 202,
  body: { request_id: "1", results: [{ index: 0, message_id: "<1@test>", status: "sent" }] },
};
const post = new Receiver();

beforeAll(async () => {
  await post.behave(ACCEPTED);
  setVariables({ MAILCHANNELS_API_KEY: "key", MAILCHANNELS_API_URL: post.url, EMAIL_FROM: "desk@example.com" });
});

afterAll(() => {
  setVariables({ MAILCHANNELS_API_KEY: "", MAILCHANNELS_API_URL: "", EMAIL_FROM: "" });
});

/** One that has told ana and bo by webhooks of their own, with ana's link. */
async function asked(parts: Partial<ApprovalRequest> = {}) {
  const receivers = { ana: await Receiver.start(), bo: await Receiver.start() };
  const approval = await TestApproval.open({
    approvers: [ANA, BO],
    minApprovals: 2,
    deliveries: [webhook(receivers.ana.url, { approver: ANA }), webhook(receivers.bo.url, { approver: BO })],
    ...parts,
  });
  await expect.poll(() => settledDeliveries(approval), SOON).toEqual(["asked", "asked"]);
  const [payload] = await receivers.ana.bodies();
  return { approval, receivers, ana: secretOf(String(payload?.["callbackUrl"])) };
}

/** What was delivered, by occasion. */
async function settledDeliveries(approval: TestApproval): Promise<readonly string[]> {
  const { deliveries } = await approval.read();
  return deliveries.filter(({ status }) => status === "delivered").map(({ occasion }) => occasion);
}

interface Written {
  readonly what: string;
  readonly write: (owner: HITLState, of: { readonly approval: TestApproval; readonly ana: string }) => Promise<unknown>;
  readonly told: readonly string[];
  readonly record: string;
}

const byKey = ({ workspace }: TestApproval) => ({ workspace, keyName: "ci" });

const written: readonly Written[] = [
  {
    what: "handed over",
    write: (owner, { ana }) => owner.delegate({ by: "link", secret: ana, to: DEE }),
    told: ["asked", "asked", "handover"],
    record: "approval.delegated",
  },
  {
    what: "given to somebody else",
    write: (owner, { approval }) => owner.reassign({ ...byKey(approval), from: ANA, to: DEE }),
    told: ["asked", "asked", "handover"],
    record: "approval.reassigned",
  },
  {
    what: "sent again",
    write: (owner, { approval }) => owner.resend({ ...byKey(approval), approver: ANA }),
    told: ["asked", "asked", "reminder"],
    record: "link.sent",
  },
  {
    what: "sent as one's own",
    write: (owner, { ana }) => owner.sendOwnLink({ secret: ana, approver: BO }),
    told: ["asked", "asked", "own-link"],
    record: "link.sent",
  },
];

describe.each(written)("$what, then gone", ({ write, told, record }) => {
  test("it holds, whoever is meant is told once, and it is on record once", async () => {
    const { approval, ana } = await asked();
    await approval.crashAfter((owner) => write(owner, { approval, ana }));
    await approval.hurry();
    await expect.poll(() => settledDeliveries(approval), SOON).toEqual(told);
    await expect.poll(() => approval.told(), SOON).toContain(record);
    await approval.hurry();
    expect(await settledDeliveries(approval)).toEqual(told);
    expect((await approval.told()).filter((type) => type === record)).toHaveLength(1);
  });
});

describe("time comes while the object is gone", () => {
  const timed = {
    remind: [{ afterMs: LATER }],
    escalate: [{ afterMs: LATER, to: [HEAD], group: null }],
    timeoutMs: 9 * LATER,
  };

  test("the reminder and the escalation happen once, and the head may answer", async () => {
    const { approval } = await asked(timed);
    await approval.crashAfter(async () => undefined);
    await approval.makeTimersDue();
    await expect.poll(() => settledDeliveries(approval), SOON).toEqual([...asks, "reminder", "reminder", "escalation"]);
    await approval.crashAfter((owner) => owner.settle());
    await approval.hurry();
    expect(await settledDeliveries(approval)).toHaveLength(5);
    expect((await approval.read()).approvers).toEqual([ANA, BO, HEAD]);
    const types = await approval.told();
    expect(types.filter((type) => /reminded|escalated/.test(type))).toEqual([
      "approval.reminded",
      "approval.escalated",
    ]);
  });

  test("nothing of it once it is over", async () => {
    const { approval } = await asked(timed);
    await approval.crashAfter((owner) =>
      owner.cancel({ workspace: approval.workspace, actor: "key:ci", reason: "no" }),
    );
    await approval.makeTimersDue();
    await approval.hurry();
    const types = await approval.told();
    expect(types.filter((type) => /reminded|escalated/.test(type))).toEqual([]);
    expect((await approval.read()).approvers).toEqual([ANA, BO]);
  });
});

const asks = ["asked", "asked"];

test("the end is moved, then gone: it ends at the new time", async () => {
  const { approval } = await asked();
  const expiresAt = Date.now() + 5 * LATER;
  await approval.crashAfter((owner) => owner.extend({ ...byKey(approval), expiresAt }));
  await approval.owner.settle();
  await approval.hurry();
  await expect.poll(() => approval.alarmAt(), SOON).toBe(expiresAt);
  expect(await approval.owner.outcome()).toBeNull();
  await approval.outlive();
  expect(await approval.owner.outcome()).toMatchObject({ status: "timeout" });
});

test("over, then gone: the requester and who did not answer hear of it once", async () => {
  const approval = await TestApproval.open({
    approvers: [ANA, BO],
    requestedBy: "req@example.com",
    deliveries: [mailTo(ANA), mailTo(BO)],
  });
  await expect.poll(() => settledDeliveries(approval), SOON).toEqual(asks);
  await approval.crashAfter((owner) =>
    owner.decide({ by: "key", workspace: approval.workspace, keyName: "ci", given: { approved: true }, claimed: BO }),
  );
  await approval.hurry();
  await expect.poll(() => settledDeliveries(approval), SOON).toEqual([...asks, "outcome", "outcome"]);
  await approval.hurry();
  const { deliveries } = await approval.read();
  expect(deliveries.slice(2).map(({ to }) => to)).toEqual([ANA, "req@example.com"]);
});

test("a message that arrives after the end is followed by the news, once", async () => {
  await post.behave({ ...ACCEPTED, delay: 2_000 }, ACCEPTED);
  const approval = await TestApproval.open({ approvers: [ANA, BO], deliveries: [mailTo(ANA)] });
  await expect.poll(() => mailsAbout(approval), SOON).toBe(1);
  await approval.decide(false, BO);
  await expect.poll(() => settledDeliveries(approval), SOON).toEqual(["asked", "outcome"]);
  await approval.hurry();
  expect(await mailsAbout(approval)).toBe(2);
});

/** All tests share one post office: others' mail does not count. */
async function mailsAbout(approval: TestApproval): Promise<number> {
  return (await post.bodies()).filter((body) => JSON.stringify(body).includes(approval.id)).length;
}

test("where mail to somebody fails for good, the next people are asked at once, once", async () => {
  const dead = await Receiver.start({ status: 404 });
  const approval = new TestApproval();
  const request = approval.request({
    approvers: [ANA],
    deliveries: [webhook(dead.url, { approver: ANA })],
    escalate: [
      { afterMs: LATER, to: [HEAD], group: null },
      { afterMs: 2 * LATER, to: [DEE], group: null },
    ],
    timeoutMs: 9 * LATER,
  });
  await approval.owner.open(request);
  await expect.poll(async () => (await approval.read()).approvers, SOON).toEqual([ANA, HEAD]);
  await expect.poll(() => settledDeliveries(approval), SOON).toEqual(["escalation"]);
  await approval.hurry();
  expect((await approval.read()).approvers).toEqual([ANA, HEAD]);
});

test("where one way to somebody fails for good and another arrives, nobody else is asked", async () => {
  const [dead, good] = [await Receiver.start({ status: 404 }), await Receiver.start()];
  const approval = await TestApproval.open({
    approvers: [ANA],
    deliveries: [webhook(dead.url, { approver: ANA }), webhook(good.url, { approver: ANA })],
    escalate: [{ afterMs: LATER, to: [HEAD], group: null }],
    timeoutMs: 9 * LATER,
  });
  const statuses = async () => (await approval.read()).deliveries.map(({ status }) => status).toSorted();
  await expect.poll(statuses, SOON).toEqual(["delivered", "failed"]);
  await approval.hurry();
  expect((await approval.read()).approvers).toEqual([ANA]);
});
