/** One request through all that can happen to it: each is in the trail once, as done by whoever did it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditEntry } from "../../src/contract/audit.ts";
import { Client, decide, decideByLink, expectStatus, send } from "../support/client.ts";
import { startCountingServer, type CountingServer } from "../support/counting-server.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { look } from "../support/look.ts";
import { partOf, startMailChannelsServer, type MailChannelsServer } from "../support/mailchannels-server.ts";
import { KEYS, testSettings } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";
import { startWebhookServer, type LocalServer } from "../support/webhook-server.ts";
import { TestWorker } from "../support/worker.ts";

const [ANA, DEE, HEAD, MALLORY] = ["ana@example.com", "dee@example.com", "head@example.com", "mallory@example.com"];

let mail: MailChannelsServer;
let hook: LocalServer;
let outside: CountingServer;
let worker: TestWorker;
let client: Client;

beforeAll(async () => {
  [mail, hook, outside] = await Promise.all([startMailChannelsServer(), startWebhookServer(), startCountingServer()]);
  hook.respondWith(404);
  const vars = testSettings({ testServer: outside.url, mailchannels: { url: mail.url, key: mail.key } });
  worker = await TestWorker.start({ vars });
  client = new Client(worker.url, KEYS.main);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await Promise.all([mail.close(), hook.close(), outside.stop()]);
});

/** The link in the first mail to somebody. */
function linkMailedTo(person: string): Promise<string> {
  return eventuallyThere(
    async () => {
      const mails = mail.requests.filter(({ mail: one }) => one?.personalizations[0]?.to[0]?.email === person);
      return mails.flatMap(
        ({ mail: one }) => partOf(one, "text/plain").match(/https?:\/\/\S+\/callback\/[\w-]+/g) ?? [],
      )[0];
    },
    { what: `${person} has a mail` },
  );
}

const NAVIGATION = {
  accept: "text/html",
  "user-agent": "Mozilla/5.0 Chrome/147.0.0.0",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};

test("asked, told, opened, handed over, reminded, escalated, refused, decided, resumed, told of the end", async () => {
  const input = { key: uniqueKey("all"), approver: ANA, head: HEAD, webhookUrl: hook.url };
  const { runId, approvalId } = await client.startAndSuspend("chased", input);
  const link = await linkMailedTo(ANA);
  for (const headers of [NAVIGATION, NAVIGATION, { accept: "text/html" }, { accept: "text/html" }]) {
    expect(await look(link, { headers })).toBe(200);
  }
  expectStatus(await send(`${link}/delegate`, { body: { to: DEE } }), 202);
  const shared = await client.mintLink(approvalId);
  await linkMailedTo(DEE);
  await client.moveTime(approvalId, "20m");
  await eventually(
    () => client.getApproval(approvalId),
    ({ deliveries }) =>
      deliveries.filter(({ occasion, status }) => occasion === "reminder" && status !== "pending").length === 3,
    { what: "all are reminded" },
  );
  await client.moveTime(approvalId, "10m");
  await linkMailedTo(HEAD);
  expectStatus(await decideByLink(shared, { approved: true, approver: MALLORY }), 403);
  expect(await decide(await linkMailedTo(DEE), { approved: true })).toMatchObject({ status: "approved" });
  expectStatus(await decideByLink(shared, { approved: false, approver: HEAD }), 410);
  await client.waitForEnd(runId);

  const entries = await eventually(
    async () => (await client.audit({ run: runId })).toReversed(),
    (found) => found.filter(({ detail }) => detail["occasion"] === "outcome").length >= 2,
    { what: "the end is told" },
  );
  expect(summary(entries.filter(({ type }) => !type.startsWith("delivery.")))).toEqual(
    [
      "run.started key:ci",
      `approval.requested run:${runId}`,
      `run.suspended run:${runId}`,
      `link.opened person:${ANA} ${ANA}`,
      `link.scanned system:scanner ${ANA}`,
      `approval.delegated person:${ANA} ${ANA}>${DEE}`,
      "link.created key:ci",
      "approval.reminded system:countersign",
      "approval.escalated system:countersign no answer in time",
      `approval.refused person:${MALLORY} approver-not-allowed`,
      `approval.answered person:${DEE}`,
      `approval.decided person:${DEE}`,
      `approval.refused person:${HEAD} approval-over`,
      `run.resumed run:${runId}`,
      `run.completed run:${runId}`,
    ].toSorted(),
  );
  const deliveries = entries.filter(({ type }) => type.startsWith("delivery."));
  expect(deliveries.every(({ actor }) => actor === "system:countersign")).toBe(true);
  const told = deliveries.map(
    ({ type, detail }) => `${type} ${String(detail["occasion"])} ${String(detail["to"] ?? "a program")}`,
  );
  expect(told.toSorted()).toEqual(
    [
      `delivery.delivered asked ${ANA}`,
      "delivery.failed asked a program",
      `delivery.delivered handover ${DEE}`,
      `delivery.delivered reminder ${ANA}`,
      `delivery.delivered reminder ${DEE}`,
      "delivery.failed reminder a program",
      `delivery.delivered escalation ${HEAD}`,
      `delivery.delivered outcome ${ANA}`,
      `delivery.delivered outcome ${HEAD}`,
    ].toSorted(),
  );
  expect(entries.find(({ type }) => type === "run.resumed")).toMatchObject({ runId, approvalId });
  expect((await client.send("/api/audit/verify")).body).toMatchObject({ valid: true });
});

test.each([
  ["withdrawn", "publish", "approval.cancelled key:ci"],
  ["over in time", "expiring", "approval.expired system:countersign"],
])("a request that is %s says so once, and the run goes on", async (end, ensemble, line) => {
  const { runId, approvalId } = await client.startAndSuspend(ensemble, { key: uniqueKey("ended") });
  if (end === "withdrawn") {
    const path = `/api/approvals/${approvalId}/withdraw`;
    expectStatus(await client.send(path, { body: { reason: "changed" } }), 200);
    await client.send(path, { body: { reason: "again" } });
  } else await client.moveTime(approvalId, "1h");
  await client.waitForEnd(runId);
  expect(summary(await client.audit({ run: runId }))).toEqual(
    [
      "run.started key:ci",
      `approval.requested run:${runId}`,
      `run.suspended run:${runId}`,
      line,
      `run.resumed run:${runId}`,
      `run.completed run:${runId}`,
    ].toSorted(),
  );
});

/** Type, actor and what tells one from another; in no order, since run and approval tell on their own. */
function summary(entries: readonly AuditEntry[]): string[] {
  return entries
    .map(({ type, actor, detail }) => {
      const { why, link, from, to } = detail;
      const more = type === "approval.delegated" ? `${String(from)}>${String(to)}` : String(why ?? link ?? "");
      return `${type} ${actor} ${more}`.trim();
    })
    .toSorted();
}
