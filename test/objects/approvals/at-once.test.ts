/** Many answers at the same moment. */
import { expect, test } from "vitest";
import type { DecideAnswer } from "../../../src/approvals/port.ts";
import { REFUSALS_RECORDED } from "../../../src/approvals/decide-approval.ts";
import { TestApproval } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";
import { runWaitingFor } from "../support/run.ts";

function kinds(answers: readonly DecideAnswer[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { kind } of answers) counted[kind] = (counted[kind] ?? 0) + 1;
  return counted;
}

test("fifty clicks on one link: one counts, the others hear of it, and the run goes on once", async () => {
  const approval = new TestApproval();
  const run = await runWaitingFor(approval);
  await run.waitsFor("approve");
  const secret = await approval.link();
  const answers = await Promise.all(Array.from({ length: 50 }, () => approval.answer(secret, true)));
  expect(kinds(answers)).toEqual({ recorded: 1, over: 49 });
  const { output, steps } = await run.over();
  expect(output).toMatchObject({ status: "approved", approvals: [{ approver: "anonymous" }] });
  expect(steps).toHaveLength(1);
  expect((await approval.outbox()).filter(({ kind }) => kind === "wake")).toHaveLength(1);
});

test("approvals and rejections at once have one outcome, and all who ask hear the same", async () => {
  const approval = await TestApproval.open();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => approval.decide(index % 2 === 0, `p${index}`)),
  );
  expect(kinds(answers)).toEqual({ recorded: 1, over: 19 });
  const { status } = await approval.read();
  const heard = answers.map((answer) =>
    answer.kind === "over" ? answer.status : answer.kind === "recorded" && answer.result.status,
  );
  expect(new Set(heard)).toEqual(new Set([status]));
});

test("a quorum of three of five takes the first three", async () => {
  const approvers = ["a", "b", "c", "d", "e"];
  const approval = await TestApproval.open({ approvers, minApprovals: 3 });
  const secrets = await Promise.all(approvers.map((approver) => approval.link(approver)));
  const answers = await Promise.all(secrets.map((secret) => approval.answer(secret, true)));
  expect(kinds(answers)).toEqual({ recorded: 3, over: 2 });
  expect((await approval.read()).approvals).toHaveLength(3);
});

test("one approver ten times at once counts once, by whatever door", async () => {
  const approval = await TestApproval.open({ approvers: ["ana", "bo"], minApprovals: 2 });
  const [personal, shared] = [await approval.link("ana"), await approval.link()];
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => approval.answer(personal, true)),
    ...Array.from({ length: 3 }, () => approval.answer(shared, true, "ANA")),
    ...Array.from({ length: 3 }, () => approval.decide(true, "Ana")),
  ]);
  expect(kinds(answers)).toEqual({ recorded: 1, "already-answered": 9 });
  expect(await approval.read()).toMatchObject({ status: "pending", approvals: [{ approver: "ana" }] });
});

test("cancelled and answered at once, it ends one way for everybody", async () => {
  const approval = await TestApproval.open();
  const [cancelled, answered] = await Promise.all([approval.cancel(), approval.decide(true)]);
  const { status } = await approval.read();
  expect(cancelled.status).toBe(status);
  expect(answered.kind).toBe(status === "approved" ? "recorded" : "over");
});

test("refused answers are written down, but no more than forty of them, however long the record is", async () => {
  const approval = await TestApproval.open({ approvers: ["ana", "bo"] });
  const seats = { workspace: approval.workspace, keyName: "ci" };
  for (let count = 0; count < 50; count += 1) {
    await approval.owner.reassign({ ...seats, from: "bo", to: "cy" });
    await approval.owner.reassign({ ...seats, from: "cy", to: "bo" });
  }
  const secret = await approval.link();
  for (let count = 0; count < 120; count += 1) await approval.answer(secret, true, `stranger ${count}`);
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  const refused = (await approval.audit()).filter(({ type }) => type === "approval.refused");
  expect(refused).toHaveLength(REFUSALS_RECORDED);
  expect(refused[0]).toMatchObject({ detail: { why: "approver-not-allowed" } });
  expect(await approval.decide(true, "ana")).toMatchObject({ kind: "recorded" });
  await expect.poll(() => approval.told(), SOON).toContain("approval.decided");
});
