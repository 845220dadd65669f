/** Links: secrets that are kept nowhere, and what each lets its holder do. */
import { expect, test } from "vitest";
import { secretOf, TestApproval, webhook } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";
import { Receiver } from "../support/receiver.ts";

test("the secrets of links are in no table, only their hashes", async () => {
  const receiver = await Receiver.start();
  const approval = await TestApproval.open({
    approvers: ["ana", "bo"],
    minApprovals: 2,
    deliveries: [webhook(receiver.url)],
  });
  await expect.poll(() => approval.effect("notify"), SOON).toBe("done");
  const [payload] = await receiver.bodies();
  const secrets = [secretOf(String(payload?.["callbackUrl"])), await approval.link(), await approval.link("ana")];
  await approval.answer(secrets[0] ?? "", true, "bo");
  await approval.answer(secrets[2] ?? "", true);
  const stored = await approval.everything();
  expect(await approval.sql("SELECT hash FROM tokens")).toHaveLength(3);
  for (const secret of secrets) {
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(secret.slice(0, 13));
  }
});

test("each link has a secret of its own; altered or of another approval it is unknown", async () => {
  const approval = await TestApproval.open();
  const other = await TestApproval.open();
  const secret = await approval.link();
  expect(await approval.link()).not.toBe(secret);
  expect(await approval.owner.inspect(secret, null)).toMatchObject({ kind: "open" });
  for (const wrong of [secret.toUpperCase(), secret.slice(0, -1), `${secret} `, "", await other.link()]) {
    expect(await approval.owner.inspect(wrong, null)).toEqual({ kind: "unknown" });
    expect(await approval.answer(wrong, true)).toEqual({ kind: "unknown" });
  }
  expect((await approval.read()).status).toBe("pending");
});

test.each([
  ["by mail", {}, true],
  ["by mail, to where whoever asked wants it read", { baseUrl: "https://eve.example", unproved: true }, false],
] as const)("a link sent %s proves as much as it can", async (_how, more, verified) => {
  const receiver = await Receiver.start();
  const approval = await TestApproval.open({
    approvers: ["ana@x.example"],
    deliveries: [{ ...webhook(receiver.url), approver: "ana@x.example", ...more }],
  });
  await expect.poll(() => approval.effect("notify"), SOON).toBe("done");
  const [payload] = await receiver.bodies();
  const secret = secretOf(String(payload?.["callbackUrl"]));
  await approval.answer(secret, true);
  expect((await approval.read()).approvals).toMatchObject([{ approver: "ana@x.example", verified }]);
});

test.each([[true], [false]])(
  "the link of somebody who is asked no more shows nothing of the data; editable: %s",
  async (editable) => {
    const form = { properties: { sum: { type: "number", default: 5 } } };
    const approval = await TestApproval.open({ approvers: ["ana"], editable, formJson: JSON.stringify(form) });
    const { owner, workspace } = approval;
    const ana = await approval.link("ana");
    expect(await owner.inspect(ana, null)).toMatchObject({ kind: "open", data: { sum: 5 } });
    await owner.reassign({ workspace, keyName: "ci", from: "ana", to: "bo" });
    const view = await owner.inspect(ana, null);
    expect(view).toMatchObject({ kind: "open", recipient: "ana", approvers: ["bo"] });
    expect(JSON.stringify(view)).not.toContain("sum");
    expect(view).toMatchObject({ data: null, metadata: null, form: null, editable: false, foreseen: null });
    expect(await owner.inspect(await approval.link("bo"), null)).toMatchObject({ data: { sum: 5 }, editable });
  },
);

test("another workspace finds nothing", async () => {
  const approval = await TestApproval.open();
  const given = { approved: true };
  const { owner } = approval;
  expect(await owner.read("other")).toBeNull();
  expect(await owner.decide({ by: "key", workspace: "other", keyName: "x", given, claimed: null })).toEqual({
    kind: "unknown",
  });
  expect(await owner.decide({ by: "run", workspace: "other", runName: "x", given, claimed: null })).toEqual({
    kind: "unknown",
  });
  expect(await owner.mintLink({ workspace: "other", actor: "key:x", approver: null })).toEqual({ kind: "unknown" });
  expect(await owner.cancel({ workspace: "other", actor: "key:x", reason: "" })).toEqual({ status: "unknown" });
  expect((await approval.read()).status).toBe("pending");
});

test("a link is made for named approvers only, however they are written", async () => {
  const approval = await TestApproval.open({ approvers: ["Ana@x.example"] });
  const wanted = { workspace: approval.workspace, actor: "key:ci" };
  expect(await approval.owner.mintLink({ ...wanted, approver: "eve" })).toMatchObject({ kind: "not-allowed" });
  const view = await approval.owner.inspect(await approval.link("ANA@x.example"), null);
  expect(view).toMatchObject({ kind: "open", recipient: "Ana@x.example" });
});

test("a link made by a key proves nobody; one that was delivered to its owner does", async () => {
  const receiver = await Receiver.start();
  const approval = await TestApproval.open({
    approvers: ["ana", "bo"],
    minApprovals: 2,
    deliveries: [webhook(receiver.url, { approver: "ana" })],
  });
  await expect.poll(() => receiver.count(), SOON).toBe(1);
  const [payload] = await receiver.bodies();
  await approval.answer(secretOf(String(payload?.["callbackUrl"])), true);
  await approval.answer(await approval.link("bo"), true);
  expect((await approval.read()).approvals).toMatchObject([
    { approver: "ana", verified: true, via: "link" },
    { approver: "bo", verified: false, via: "link" },
  ]);
});

test("who made a link is on record", async () => {
  const approval = await TestApproval.open({ approvers: ["ana"] });
  await approval.link("ana");
  await expect.poll(() => approval.told(), SOON).toContain("link.created");
  expect((await approval.audit()).find(({ type }) => type === "link.created")).toMatchObject({
    actor: "key:ci",
    detail: { approver: "ana" },
  });
});

test("a personal link is used up by its answer, another approver's is not", async () => {
  const approval = await TestApproval.open({ approvers: ["ana", "bo"], minApprovals: 2 });
  const [ana, spare, bo] = [await approval.link("ana"), await approval.link("ana"), await approval.link("bo")];
  expect(await approval.answer(ana, true)).toMatchObject({
    kind: "recorded",
    result: { status: "pending", remaining: 1 },
  });
  expect(await approval.answer(ana, true)).toMatchObject({ kind: "already-answered" });
  expect(await approval.answer(spare, false)).toMatchObject({ kind: "already-answered" });
  expect(await approval.owner.inspect(ana, null)).toMatchObject({
    kind: "open",
    answered: { approver: "ana", approved: true },
  });
  expect(await approval.owner.inspect(bo, null)).toMatchObject({ kind: "open", answered: null, remaining: 1 });
  expect(await approval.answer(bo, true)).toMatchObject({
    kind: "recorded",
    result: { status: "approved", remaining: 0 },
  });
  expect(await approval.answer(ana, true)).toMatchObject({ kind: "over", status: "approved" });
});

test("no link is made for what is over, and the caller is told how it ended", async () => {
  const approval = await TestApproval.open();
  await approval.decide(false);
  const minted = await approval.owner.mintLink({ workspace: approval.workspace, actor: "key:ci", approver: null });
  expect(minted).toMatchObject({ kind: "over", status: "rejected" });
});

test("a link says where it starts, and carries the object's id", async () => {
  const approval = await TestApproval.open({ baseUrl: "https://links.example/sub" });
  const minted = await approval.owner.mintLink({ workspace: approval.workspace, actor: "key:ci", approver: null });
  expect(minted.kind === "minted" && minted.url).toMatch(
    new RegExp(`^https://links\\.example/sub/callback/${approval.id}_[0-9a-f-]{36}$`),
  );
});
