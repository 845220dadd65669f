/** That two names are one person's is written down before anything follows from it, and outlives the object. */
import { expect, test } from "vitest";
import type { OwnerPort } from "../../../src/approvals/port.ts";
import { TestApproval } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";

const DANA = "dana@example.com";
const U_DANA = "U0000DANA";
const BO = "bo@example.com";

function press(owner: Pick<OwnerPort, "decide">, approved = true) {
  const person = { id: U_DANA, email: DANA };
  return owner.decide({ by: "chat", channel: "slack", person, given: { approved }, claimed: null });
}

test("a button that tells both names, then gone: the other link does not answer again, and it is on record once", async () => {
  const approval = await TestApproval.open({ approvers: [DANA, BO, U_DANA], minApprovals: 2 });
  const links = [await approval.link(U_DANA), await approval.link(DANA)];
  await approval.crashAfter((owner) => press(owner));
  for (const link of links) expect(await approval.answer(link, true)).toMatchObject({ kind: "already-answered" });
  expect(await approval.read()).toMatchObject({
    status: "pending",
    approvers: [DANA, BO],
    approvals: [{ approver: DANA, via: "slack", verified: true }],
  });
  await approval.hurry();
  await expect.poll(() => approval.told(), SOON).toContain("approval.answered");
  const recognized = (await approval.audit()).filter(({ type }) => type === "approval.recognized");
  expect(recognized.map(({ detail }) => detail)).toEqual([{ approver: DANA, names: [DANA, U_DANA] }]);
  expect(await approval.answer(await approval.link(BO), true)).toMatchObject({ result: { status: "approved" } });
});

test("whoever asks, refused at a button, then gone: their link is refused too", async () => {
  const approval = await TestApproval.open({ approvers: [U_DANA, BO], requestedBy: DANA });
  const link = await approval.link(U_DANA);
  await approval.crashAfter((owner) => press(owner));
  expect(await approval.answer(link, true)).toMatchObject({ kind: "refused", code: "self-approval" });
  expect(await approval.decide(true, DANA)).toMatchObject({ kind: "refused", code: "self-approval" });
  expect((await approval.read()).approvals).toEqual([]);
});

test("the seat of the second name is given to somebody else, then gone: it is theirs", async () => {
  const approval = await TestApproval.open({ approvers: [DANA, U_DANA], minApprovals: 2 });
  await press(approval.owner);
  expect(await approval.read()).toMatchObject({ status: "pending", missingApprovers: 1 });
  await approval.crashAfter((owner) =>
    owner.reassign({ workspace: approval.workspace, keyName: "ci", from: U_DANA, to: BO }),
  );
  expect(await approval.read()).toMatchObject({ approvers: [DANA, BO] });
  expect(await approval.answer(await approval.link(BO), true)).toMatchObject({ result: { status: "approved" } });
});

test("an absence told under one name has somebody stand in for the seat under the other", async () => {
  const formJson = '{"type":"object","properties":{"sum":{"type":"number"}},"required":["sum"]}';
  const approval = await TestApproval.open({ approvers: [U_DANA, BO], minApprovals: 2, formJson });
  expect(await press(approval.owner)).toMatchObject({ kind: "values-invalid" });
  await expect.poll(() => approval.told(), SOON).toContain("approval.refused");
  const until = Date.now() + 3_600_000;
  await approval.ledger.setAbsence({ person: DANA, from: null, until, delegate: "cy" }, "key:ci");
  await expect
    .poll(async () => (await approval.read()).delegates, SOON)
    .toEqual([{ approver: U_DANA, delegate: "cy" }]);
});

test("one that was opened before names were told apart goes on, and learns them", async () => {
  const approval = await TestApproval.open({ approvers: [DANA, U_DANA, BO], minApprovals: 2 });
  await approval.change("facts = json_remove(facts, '$.people.aliases', '$.people.vacant')");
  await press(approval.owner);
  expect(await approval.answer(await approval.link(U_DANA), true)).toMatchObject({ kind: "already-answered" });
  expect((await approval.read()).approvers).toEqual([DANA, BO]);
});
