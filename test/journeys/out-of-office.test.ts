/** Somebody is out of office: whoever stands in gets a mail with a link of their own, and answers in their stead. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, decide, decideByLink, expectStatus, problemOf, send } from "../support/client.ts";
import { startCountingServer, type CountingServer } from "../support/counting-server.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { partOf, startMailChannelsServer, type MailChannelsServer } from "../support/mailchannels-server.ts";
import { KEYS, testSettings } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";
import { TestWorker } from "../support/worker.ts";

const DAY = 86_400_000;

let mail: MailChannelsServer;
let outside: CountingServer;
let worker: TestWorker;
let client: Client;

beforeAll(async () => {
  [mail, outside] = await Promise.all([startMailChannelsServer(), startCountingServer()]);
  const vars = testSettings({ testServer: outside.url, mailchannels: { url: mail.url, key: mail.key } });
  worker = await TestWorker.start({ vars });
  client = new Client(worker.url, KEYS.main);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await Promise.all([mail.close(), outside.stop()]);
});

/** Addresses of one test's own. */
function people<const N extends string>(...names: readonly N[]): Record<N, string> {
  const key = uniqueKey("away");
  return Object.fromEntries(names.map((name) => [name, `${name}-${key}@example.com`])) as Record<N, string>;
}

function setAway(person: string, body: object) {
  return client.send(`/api/absences/${encodeURIComponent(person)}`, { method: "PUT", body });
}

async function goesAway(person: string, delegate: string): Promise<string> {
  const until = new Date(Date.now() + DAY).toISOString();
  expectStatus(await setAway(person, { until, delegate }), 200);
  return until;
}

/** Opens one for these approvers, of whom one must agree. */
function ask(...approvers: readonly string[]) {
  return client.startAndSuspend("committee", { key: uniqueKey("ask"), approvers, minApprovals: 1 });
}

/** The link in the mail to somebody about an approval. */
function linkMailedTo(person: string, approvalId: string): Promise<string> {
  return eventuallyThere(
    async () => {
      const mails = mail.requests.filter(({ mail: one }) => one?.personalizations[0]?.to[0]?.email === person);
      const links = mails.flatMap(
        ({ mail: one }) => partOf(one, "text/plain").match(/https?:\/\/\S+\/callback\/[\w-]+/g) ?? [],
      );
      return links.find((link) => link.includes(approvalId));
    },
    { what: `${person} has a mail` },
  );
}

async function trail(approvalId: string, type: string) {
  return (await client.audit({ approval: approvalId })).filter((entry) => entry.type === type);
}

test("a new request goes to who stands in too, whose answer says on whose behalf", async () => {
  const { ana, dee } = people("ana", "dee");
  const until = await goesAway(ana.toUpperCase(), dee);
  const { runId, approvalId } = await ask(ana);
  const link = await linkMailedTo(dee, approvalId);
  await linkMailedTo(ana, approvalId);
  expect(await decideByLink(link, { approved: true, approver: ana })).toMatchObject({ status: 403 });
  expect(await decide(link, { approved: true })).toMatchObject({
    status: "approved",
    approvals: [{ approver: dee, onBehalfOf: ana, verified: true, via: "link" }],
  });
  expect(await client.waitForEnd(runId)).toMatchObject({ status: "completed" });
  const [delegated] = await eventually(
    () => trail(approvalId, "approval.delegated"),
    (found) => found.length > 0,
    {
      what: "the trail has it",
    },
  );
  expect(delegated).toMatchObject({
    actor: "system:countersign",
    detail: { approver: ana, to: dee, why: `out of office until ${until}` },
  });
  expect(await trail(approvalId, "run.resumed")).toMatchObject([{ actor: `run:${runId}`, runId }]);
});

test("a request that was open before goes to who stands in, down to the first who is there", async () => {
  const { ana, dee, eve } = people("ana", "dee", "eve");
  const { approvalId } = await ask(ana);
  await linkMailedTo(ana, approvalId);
  await goesAway(dee, eve);
  await goesAway(ana, dee);
  const link = await linkMailedTo(eve, approvalId);
  expect(await client.getApproval(approvalId)).toMatchObject({
    approvers: [ana],
    delegates: [{ approver: ana, delegate: eve }],
  });
  expect(await decide(link, { approved: false, reason: "No" })).toMatchObject({ approvals: [{ onBehalfOf: ana }] });
});

test("one to whom the approver hands it may be away too: then it goes on to who stands in for them", async () => {
  const { ana, dee, eve } = people("ana", "dee", "eve");
  await goesAway(dee, eve);
  const { approvalId } = await ask(ana);
  const handed = await send(`${await linkMailedTo(ana, approvalId)}/delegate`, { method: "POST", body: { to: dee } });
  expect(handed.status).toBe(202);
  const link = await linkMailedTo(eve, approvalId);
  expect(await decide(link, { approved: true })).toMatchObject({ approvals: [{ approver: eve, onBehalfOf: ana }] });
  expect(await trail(approvalId, "approval.delegated")).toMatchObject([
    {
      actor: "system:countersign",
      detail: { from: dee, to: eve, why: expect.stringContaining(`${dee} is out of office`) },
    },
    { detail: { from: ana, to: dee } },
  ]);
});

test("a circle leads to nobody, the trail says so, and whoever is away may answer all the same", async () => {
  const { ana, dee } = people("ana", "dee");
  await goesAway(ana, dee);
  await goesAway(dee, ana);
  const { approvalId } = await ask(ana);
  const [uncovered] = await eventually(
    () => trail(approvalId, "approval.uncovered"),
    (found) => found.length > 0,
    {
      what: "the trail says so",
    },
  );
  expect(uncovered).toMatchObject({ actor: "system:countersign", detail: { approver: ana } });
  expect((await client.getApproval(approvalId)).delegates).toBeUndefined();
  expect(mail.requests.every(({ mail: one }) => one?.personalizations[0]?.to[0]?.email !== dee)).toBe(true);
  expect(await decide(await linkMailedTo(ana, approvalId), { approved: true })).toMatchObject({ status: "approved" });
});

test("what was said is listed and on record, until it is taken back", async () => {
  const { ana, dee } = people("ana", "dee");
  const until = await goesAway(ana, dee);
  const listed = expectStatus(await client.send("/api/absences?limit=100"), 200).body as {
    items: { person: string }[];
  };
  expect(listed.items.find(({ person }) => person === ana)).toEqual({
    person: ana,
    from: expect.any(String),
    until,
    delegate: dee,
  });
  const path = `/api/absences/${encodeURIComponent(ana.toUpperCase())}`;
  expect(await client.send(path, { method: "DELETE" })).toMatchObject({ status: 200, body: { person: ana } });
  expect(problemOf(await client.send(path, { method: "DELETE" }))).toMatchObject({ status: 404, code: "not-found" });
  const lines = (await client.audit({ actor: "key:ci" })).filter(({ detail }) => detail["person"] === ana);
  expect(lines.map(({ type }) => type)).toEqual(["absence.ended", "absence.set"]);
  expect((await client.send("/api/audit/verify")).body).toMatchObject({ valid: true });
});

describe("an absence is refused", () => {
  const until = new Date(Date.now() + DAY).toISOString();
  test.each([
    ["for oneself", "ana@example.com", { until, delegate: "ANA@example.com" }, "delegate-loop"],
    ["that is over", "ana", { until: "2020-01-01T00:00:00Z", delegate: "dee" }, "absence-invalid"],
    ["without an end", "ana", { delegate: "dee" }, "bad-request"],
    ["until some day", "ana", { until: "tomorrow", delegate: "dee" }, "bad-request"],
    ["with nobody to stand in", "ana", { until, delegate: "  " }, "bad-request"],
    ["with two addresses", "ana", { until, delegate: "a@example.com,b@example.com" }, "address-invalid"],
    ["of nobody", "%20", { until, delegate: "dee" }, "bad-request"],
    ["that is no JSON", "ana", "until forever", "bad-json"],
  ])("%s", async (_what, person, body, code) => {
    const answer = await client.send(`/api/absences/${person}`, { method: "PUT", body });
    expect(problemOf(answer).code).toBe(code);
  });

  test("with a cursor of another list", async () => {
    expect(problemOf(await client.send("/api/absences?cursor=WyJydW5zIiwxLCIiXQ"))).toMatchObject({ status: 400 });
  });
});
