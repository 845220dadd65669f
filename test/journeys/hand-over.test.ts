/** An approver hands a request over; whoever gets it answers on their behalf, once. */
import { expect, test } from "vitest";
import { decide, decideByLink, problemOf, send } from "../support/client.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const DEE = "dee@example.com";

function delegate(link: string, to: string) {
  return send(`${link}/delegate`, { method: "POST", body: { to }, headers: { accept: "application/json" } });
}

test("the delegate answers on behalf, and the approver is told that it is done", async () => {
  const { client } = office();
  const key = uniqueKey("handed");
  const { runId, approvalId } = await client.startAndSuspend("asked-people", {
    key,
    approvers: [ANA, BO],
    minApprovals: 2,
  });
  const ana = await office().linkTo(ANA, key);
  const handed = await delegate(ana, DEE);
  expect([handed.status, handed.body]).toEqual([202, { approver: ANA, delegate: DEE }]);
  const dee = await office().linkTo(DEE, key);
  expect(handed.text).not.toContain(dee);
  expect((await client.getApproval(approvalId)).delegates).toEqual([{ approver: ANA, delegate: DEE }]);

  await decide(dee, { approved: true });
  const late = await decideByLink(ana, { approved: false });
  expect([late.status, problemOf(late).code]).toEqual([409, "already-answered"]);
  await decide(await office().linkTo(BO, key), { approved: true });
  expect((await client.waitForEnd(runId)).output).toMatchObject({
    approvals: [
      { approver: DEE, onBehalfOf: ANA, verified: true, via: "link" },
      { approver: BO, verified: true },
    ],
  });
  const types = (await client.audit({ approval: approvalId })).map(({ type }) => type);
  expect(types).toContain("approval.delegated");
});

test("the approver may still answer first, and the delegate is told so", async () => {
  const { client } = office();
  const key = uniqueKey("first");
  await client.startAndSuspend("asked-people", { key, approvers: [ANA, BO], minApprovals: 2 });
  const ana = await office().linkTo(ANA, key);
  await delegate(ana, DEE);
  const dee = await office().linkTo(DEE, key);
  await decide(ana, { approved: true });
  expect(problemOf(await decideByLink(dee, { approved: true })).code).toBe("already-answered");
  const page = await send(dee, { headers: { accept: "text/html" } });
  expect(page.text).toContain("approved this before you");
  expect(page.text).not.toContain("You approved");
});

test("each way that leads nowhere is refused with a code, and nobody is told", async () => {
  const { client } = office();
  const key = uniqueKey("refused");
  const { approvalId } = await client.startAndSuspend("asked-people", { key, approvers: [ANA, BO], minApprovals: 2 });
  const ana = await office().linkTo(ANA, key);
  const refusals: readonly [string, string, string][] = [
    [ana, ANA, "delegate-loop"],
    [ana, "Ana Again <ana@example.com>", "delegate-loop"],
    [ana, BO, "delegate-taken"],
    [ana, "req@example.com", "self-approval"],
    [ana, "Not Me <REQ@example.com>", "self-approval"],
    [ana, "dee@@example.com", "address-invalid"],
    [ana, "dee@example.com, eve@example.com", "address-invalid"],
    [ana, "the boss", "not-reachable"],
    [ana, '"Not \\"Me\\"" <req@example.com>', "self-approval"],
    [await client.mintLink(approvalId), DEE, "not-verified"],
    [await client.mintLink(approvalId, ANA), DEE, "not-verified"],
  ];
  for (const [link, to, code] of refusals) expect([to, problemOf(await delegate(link, to)).code]).toEqual([to, code]);
  expect(await client.getApproval(approvalId)).not.toHaveProperty("delegates");
  for (const person of [DEE, "eve@example.com", "req@example.com"])
    expect(await office().mailsTo(person, key)).toEqual([]);
});

test("it goes on from one to the next, never back, and whoever gave it on is out", async () => {
  const { client } = office();
  const key = uniqueKey("chain");
  await client.startAndSuspend("asked-people", { key, approvers: [ANA] });
  await delegate(await office().linkTo(ANA, key), DEE);
  const dee = await office().linkTo(DEE, key);
  expect((await delegate(dee, "eve@example.com")).status).toBe(202);
  expect(problemOf(await decideByLink(dee, { approved: true })).code).toBe("approver-not-allowed");
  expect((await send(dee, { headers: { accept: "text/html" } })).text).toContain("Somebody else is asked now");
  const eve = await office().linkTo("eve@example.com", key);
  for (const to of [DEE, ANA]) expect(problemOf(await delegate(eve, to)).code).toBe("delegate-loop");
  expect((await decide(eve, { approved: true })).approvals).toMatchObject([
    { approver: "eve@example.com", onBehalfOf: ANA },
  ]);
});

test("nobody writes to the whole world with it", async () => {
  const { client } = office();
  const key = uniqueKey("flood");
  await client.startAndSuspend("asked-people", { key, approvers: [ANA] });
  const ana = await office().linkTo(ANA, key);
  const answers = [];
  for (let index = 0; index < 12; index += 1)
    answers.push((await delegate(ana, `d${index % 2}-${index}@example.com`)).status);
  expect(answers).toEqual([...Array.from({ length: 10 }, () => 202), 429, 429]);
});

test("the page hands it over too", async () => {
  const { client } = office();
  const key = uniqueKey("page");
  await client.startAndSuspend("asked-people", { key, approvers: [ANA] });
  const ana = await office().linkTo(ANA, key);
  expect((await send(ana, { headers: { accept: "text/html" } })).text).toContain("Hand it over to somebody else");
  const page = await send(`${ana}/delegate`, {
    method: "POST",
    body: new URLSearchParams({ to: DEE }),
    headers: { accept: "text/html" },
  });
  expect(page.text).toContain("Handed over");
  const refused = await send(`${ana}/delegate`, {
    method: "POST",
    body: new URLSearchParams({ to: "<script>alert(1)</script>@example.com" }),
    headers: { accept: "text/html" },
  });
  expect(refused.text).toContain("That did not work");
  expect(refused.text).not.toContain("<script>alert");
  expect((await decide(await office().linkTo(DEE, key), { approved: true })).status).toBe("approved");
});
