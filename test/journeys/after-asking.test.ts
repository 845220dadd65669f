/** What a key may do about a request that is open: ask somebody else, tell again, move its end, take it back. */
import { expect, test } from "vitest";
import { decide, decideByLink, problemOf } from "../support/client.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const DEE = "dee@example.com";

function upkeep(approvalId: string, verb: "reassign" | "resend" | "extend" | "withdraw", body: object) {
  return office().client.send(`/api/approvals/${approvalId}/${verb}`, { method: "POST", body });
}

async function ask(name: string, input: object = {}) {
  const key = uniqueKey(name);
  const asked = await office().client.startAndSuspend("asked-people", {
    key,
    approvers: [ANA, BO],
    minApprovals: 2,
    ...input,
  });
  return { ...asked, key };
}

test("somebody else is asked instead: the old links answer no more, and say so", async () => {
  const { key, approvalId } = await ask("reassign");
  const ana = await office().linkTo(ANA, key);
  const answer = await upkeep(approvalId, "reassign", { from: ANA, to: DEE });
  expect([answer.status, answer.body]).toMatchObject([200, { approvers: [DEE, BO] }]);
  expect(problemOf(await decideByLink(ana, { approved: true })).code).toBe("approver-not-allowed");
  const dee = await decide(await office().linkTo(DEE, key), { approved: true });
  expect(dee.approvals).toMatchObject([{ approver: DEE, verified: true }]);
  expect(dee.approvals[0]).not.toHaveProperty("onBehalfOf");

  for (const [from, to, code] of [
    [ANA, "eve@example.com", "approver-not-allowed"],
    [DEE, "eve@example.com", "already-answered"],
    [BO, DEE, "delegate-taken"],
    [BO, BO, "delegate-loop"],
    [BO, "req@example.com", "self-approval"],
    [BO, "eve@", "address-invalid"],
    [BO, "group:legal", "address-invalid"],
  ]) {
    expect([to, problemOf(await upkeep(approvalId, "reassign", { from, to })).code]).toEqual([to, code]);
  }
});

test("they are told again with fresh links, once a minute at most; the first link stays good", async () => {
  const { key, approvalId } = await ask("resend");
  const first = await office().linkTo(ANA, key);
  const one = await upkeep(approvalId, "resend", { approver: ANA });
  expect([one.status, one.body]).toEqual([202, { messages: 1 }]);
  const soon = await upkeep(approvalId, "resend", { approver: ANA });
  expect([soon.status, problemOf(soon).code]).toEqual([429, "too-soon"]);
  expect(Number(soon.headers.get("retry-after"))).toBeGreaterThan(50);
  expect((await upkeep(approvalId, "resend", {})).body).toEqual({ messages: 1 });
  expect((await upkeep(approvalId, "resend", {})).status).toBe(429);
  await office().client.moveTime(approvalId, "1m");
  expect((await upkeep(approvalId, "resend", { approver: ANA })).status).toBe(202);

  const second = await office().linkTo(ANA, key, 2);
  expect(second).not.toBe(first);
  await decide(first, { approved: true });
  expect(problemOf(await decideByLink(second, { approved: true })).code).toBe("already-answered");
  expect((await upkeep(approvalId, "resend", { approver: ANA })).status).toBe(403);
  expect((await upkeep(approvalId, "resend", { approver: "eve@example.com" })).status).toBe(403);
});

test("the end of time moves, to a time that is to come", async () => {
  const { approvalId, runId } = await ask("extend");
  const soon = new Date(Date.now() + 20 * 60_000).toISOString();
  for (const expiresAt of ["2001-01-01T00:00:00Z", new Date(Date.now() + 366 * 86_400_000).toISOString()]) {
    expect(problemOf(await upkeep(approvalId, "extend", { expiresAt })).code).toBe("expiry-invalid");
  }
  expect(problemOf(await upkeep(approvalId, "extend", { expiresAt: "tomorrow" })).code).toBe("bad-request");
  expect((await upkeep(approvalId, "extend", { expiresAt: soon })).body).toMatchObject({ expiresAt: soon });
  await office().client.moveTime(approvalId, "20m");
  expect((await office().client.waitForEnd(runId)).output).toMatchObject({ status: "timeout" });
  expect((await upkeep(approvalId, "extend", { expiresAt: soon })).status).toBe(410);
});

test("it is taken back: the run goes on without it, its links say so, and withdrawing it again changes nothing", async () => {
  const { key, approvalId, runId } = await ask("withdraw");
  const ana = await office().linkTo(ANA, key);
  const answer = await upkeep(approvalId, "withdraw", { reason: "The order was changed" });
  expect(answer.body).toMatchObject({ status: "cancelled", reason: "The order was changed" });
  expect((await office().client.waitForEnd(runId)).output).toMatchObject({ status: "cancelled" });
  const late = await decideByLink(ana, { approved: true });
  expect([late.status, late.body]).toMatchObject([410, { status: "cancelled" }]);
  expect((await upkeep(approvalId, "withdraw", { reason: "Again" })).body).toMatchObject({
    reason: "The order was changed",
  });
  for (const [verb, body] of [
    ["reassign", { from: ANA, to: DEE }],
    ["resend", {}],
    ["extend", { expiresAt: "2099-01-01T00:00:00Z" }],
  ] as const) {
    expect([verb, (await upkeep(approvalId, verb, body)).status]).toEqual([verb, 410]);
  }
});

test("what was decided cannot be taken back", async () => {
  const { key, approvalId } = await ask("decided", { minApprovals: 1 });
  await decide(await office().linkTo(ANA, key), { approved: true });
  const answer = await upkeep(approvalId, "withdraw", {});
  expect([answer.status, answer.body]).toMatchObject([410, { status: "approved" }]);
});
