import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Client, decide, send } from "../support/client.ts";
import { Counting, startCountingServer, type CountingServer } from "../support/counting-server.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { linksIn, withoutQuery } from "../support/links-in.ts";
import { partOf, startMailChannelsServer, type MailChannelsServer } from "../support/mailchannels-server.ts";
import { KEYS, testSettings, WEBHOOK_SIGNING_SECRET } from "../support/settings.ts";
import { startSlackServer, type SlackRequest } from "../support/slack-server.ts";
import { uniqueKey } from "../support/unique.ts";
import { startWebhookServer, type LocalServer, type WebhookRequest } from "../support/webhook-server.ts";
import { TestWorker } from "../support/worker.ts";
import { RecordedAnswer } from "../../src/contract/decision.ts";

const ANA = "ana@example.com";

let mail: MailChannelsServer;
let slack: LocalServer<SlackRequest>;
let hook: LocalServer<WebhookRequest>;
let outside: CountingServer;
let worker: TestWorker;
let client: Client;

beforeAll(async () => {
  [mail, slack, hook, outside] = await Promise.all([
    startMailChannelsServer(),
    startSlackServer(),
    startWebhookServer({ secret: WEBHOOK_SIGNING_SECRET }),
    startCountingServer(),
  ]);
  const settings = testSettings({ testServer: outside.url, mailchannels: { url: mail.url, key: mail.key } });
  worker = await TestWorker.start({ vars: settings });
  client = new Client(worker.url, KEYS.main);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await Promise.all([mail.close(), slack.close(), hook.close(), outside.stop()]);
});

test("Slack, e-mail and webhook are told at once, each with links that work, and the personal mail proves who answered", async () => {
  const key = uniqueKey("told");
  const { runId, approvalId } = await client.startAndSuspend("announced", {
    key,
    slackUrl: slack.url,
    webhookUrl: hook.url,
    approver: ANA,
  });
  const told = await eventually(
    () => client.getApproval(approvalId),
    ({ deliveries }) => deliveries.length === 3 && deliveries.every(({ status }) => status === "delivered"),
    { what: "all three channels have told" },
  );
  expect(told.deliveries.map(({ channel, attempts }) => [channel, attempts]).toSorted()).toEqual([
    ["email", 1],
    ["slack", 1],
    ["webhook", 1],
  ]);
  expect([slack.requests.length, mail.requests.length, hook.requests.length]).toEqual([1, 1, 1]);

  const links = {
    slack: linksIn(slack.requests[0]?.body),
    email: linksIn(partOf(mail.requests[0]?.mail, "text/plain")),
    webhook: linksIn(hook.requests[0]?.body),
  };
  for (const [channel, found] of Object.entries(links)) {
    expect(found.length, channel).toBeGreaterThan(0);
    for (const link of found)
      expect((await send(link, { headers: { accept: "application/json" } })).body, `${channel}: ${link}`).toMatchObject(
        { status: "suspended", metadata: { runId } },
      );
  }
  const html = partOf(mail.requests[0]?.mail, "text/html");
  expect(html).toContain("?action=approve");
  expect(html).toContain("?action=reject");

  await decide(withoutQuery(links.email[0] ?? ""), { approved: true, feedback: "Paid" });
  const run = await client.waitForEnd(runId);
  expect(run.status).toBe("completed");
  const { approvals } = run.output as { approvals: unknown };
  expect(RecordedAnswer.array().parse(approvals)).toMatchObject([
    { approver: ANA, approved: true, verified: true, feedback: "Paid" },
  ]);
  expect(await new Counting(outside.url).count(`/pay/${key}`)).toBe(1);
});

test("the webhook carries the contract's payload, signed", async () => {
  const key = uniqueKey("payload");
  const before = hook.requests.length;
  const { runId, approvalId } = await client.startAndSuspend("webhook-asked", { key, webhookUrl: hook.url });
  const request = await eventuallyThere(() => hook.requests[before], { what: "the webhook is called" });

  expect(request.verified).toBe(true);
  const payload = new Webhook(WEBHOOK_SIGNING_SECRET).verify(request.body, { ...request.headers }) as Record<
    string,
    unknown
  >;
  expect(payload).toMatchObject({
    executionId: approvalId,
    approvalId,
    runId,
    ensemble: "webhook-asked",
    agent: "ask",
    prompt: "Go on?",
    approvalData: { key },
    expiresAt: expect.any(Number),
  });
  const callback = String(payload["callbackUrl"]);
  expect(callback.startsWith(`${worker.url}/callback/hitl_`)).toBe(true);
  expect(payload).toMatchObject({ approveUrl: `${callback}?action=approve`, rejectUrl: `${callback}?action=reject` });

  expect((await decide(callback, { approved: false, reason: "No" })).status).toBe("rejected");
  expect((await client.waitForEnd(runId)).status).toBe("rejected");
});

test("where no channel is named, each approver who is an address gets a mail of their own", async () => {
  const before = mail.requests.length;
  const approvers = ["cleo@example.com", "dan@example.com", "the boss"];
  const { approvalId } = await client.startAndSuspend("committee", { key: uniqueKey("mails"), approvers });
  await eventually(
    () => mail.requests.length,
    (count) => count === before + 2,
    { what: "two mails are sent" },
  );

  const sent = mail.requests.slice(before);
  expect(sent.map(({ mail: one }) => one?.personalizations[0]?.to[0]?.email).toSorted()).toEqual(approvers.slice(0, 2));
  expect(new Set(sent.map(({ mail: one }) => linksIn(partOf(one, "text/plain"))[0])).size).toBe(2);
  expect((await client.getApproval(approvalId)).deliveries).toHaveLength(2);
});

test("a webhook address is shown by its host alone", async () => {
  const { approvalId } = await client.startAndSuspend("webhook-asked", {
    key: uniqueKey("host"),
    webhookUrl: `${hook.url}?secret=shown-nowhere`,
  });
  const approval = await eventually(
    () => client.getApproval(approvalId),
    ({ deliveries }) => deliveries.length === 1,
    { what: "the delivery is shown" },
  );
  expect(approval.deliveries[0]?.to).toBe(new URL(hook.url).host);
});
