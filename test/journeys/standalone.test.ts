import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Approval } from "../../src/contract/approval.ts";
import { type Answer, Client, decide, expectStatus, problemOf, send } from "../support/client.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { type MailChannelsServer, partOf, startMailChannelsServer } from "../support/mailchannels-server.ts";
import { KEYS, testSettings, WEBHOOK_SIGNING_SECRET } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";
import { type LocalServer, startWebhookServer, type WebhookRequest } from "../support/webhook-server.ts";
import { TestWorker } from "../support/worker.ts";

const ANA = "ana@example.com";

let mail: MailChannelsServer;
let hook: LocalServer<WebhookRequest>;
let worker: TestWorker;
let client: Client;
let answerer: Client;

beforeAll(async () => {
  [mail, hook] = await Promise.all([startMailChannelsServer(), startWebhookServer({ secret: WEBHOOK_SIGNING_SECRET })]);
  const vars = testSettings({ testServer: "http://localhost:9", mailchannels: mail });
  worker = await TestWorker.start({
    vars: { ...vars, APPROVER_GROUPS: JSON.stringify({ legal: ["lea@example.com", "lou@example.com"] }) },
  });
  client = new Client(worker.url, KEYS.main);
  answerer = new Client(worker.url, KEYS.approvals);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await Promise.all([mail.close(), hook.close()]);
});

function ask(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return answerer.send("/api/approvals", { method: "POST", body, headers });
}

async function asked(body: object): Promise<Approval> {
  return Approval.parse(expectStatus(await ask(body), 201).body);
}

/** What came to the callback about this approval, checked as its receiver would. */
async function calledBack(id: string): Promise<Record<string, unknown>> {
  const request = await eventuallyThere(() => callbacksOf(id).find(({ verified }) => verified === true), {
    what: `${id} is called back`,
  });
  return new Webhook(WEBHOOK_SIGNING_SECRET).verify(request.body, { ...request.headers }) as Record<string, unknown>;
}

/** The open request with this prompt, as soon as it is listed. */
function listed(prompt: string): Promise<Approval> {
  return eventuallyThere(
    async () => (await client.listApprovals({ status: "pending" })).find((one) => one.prompt === prompt),
    { what: "it is listed" },
  );
}

function callbacksOf(id: string): WebhookRequest[] {
  return hook.requests.filter(({ body }) => body.includes(id));
}

describe("a program asks by mail", () => {
  test("and is told the outcome by a signed callback, once; the list and the trail show all of it", async () => {
    const prompt = `Refund ${uniqueKey("order")}?`;
    const answer = await ask({
      title: "Refunds",
      prompt,
      data: { amount: 120, note: "${env.TEST_SECRET} <b>" },
      metadata: { order: 4711 },
      approvers: [ANA],
      requester: "shop",
      callback: hook.url,
    });
    const approval = Approval.parse(expectStatus(answer, 201).body);
    expect(answer.headers.get("location")).toBe(`/api/approvals/${approval.id}`);
    expect(approval).toMatchObject({ runId: null, agent: null, ensemble: "Refunds", status: "pending", prompt });
    expect(approval.data).toEqual({ amount: 120, note: "${env.TEST_SECRET} <b>" });

    const request = await eventuallyThere(() => mail.requests.find(({ body }) => body.includes(prompt)), {
      what: "the mail arrives",
    });
    const text = partOf(request.mail, "text/plain");
    expect(text).toContain("Approval needed: Refunds");
    expect(text).not.toMatch(/^(Run|Agent|Ensemble):/m);
    const link = /http\S+(?=\?action=approve)/.exec(text)?.[0] ?? "";
    const page = await send(link, { headers: { accept: "text/html" } });
    expect(page.text).toContain("Refunds");
    expect(page.text).not.toContain(">Run<");

    const result = await decide(link, { approved: true, feedback: "Fine" });
    expect(result).toMatchObject({ status: "approved", runId: null });
    const told = await calledBack(approval.id);
    const answers = [{ approver: ANA, approved: true, verified: true, via: "link", feedback: "Fine" }];
    expect(told).toMatchObject({
      type: "outcome",
      approvalId: approval.id,
      title: "Refunds",
      status: "approved",
      approved: true,
      approvals: answers,
      feedback: "Fine",
      metadata: { order: 4711 },
    });
    expect(told).not.toHaveProperty("data");
    const claims: unknown = JSON.parse(
      Buffer.from(String(told["receipt"]).split(".")[1] ?? "", "base64url").toString(),
    );
    expect(claims).toMatchObject({ sub: approval.id, title: "Refunds", outcome: "approved" });
    for (const claim of ["runId", "ensemble", "agent"]) expect(claims).not.toHaveProperty(claim);
    expect(Date.parse(String(told["decidedAt"]))).toBeLessThanOrEqual(Date.now());

    const settled = await eventually(
      () => client.getApproval(approval.id),
      ({ deliveries }) => deliveries.some(({ channel, status }) => channel === "callback" && status === "delivered"),
      { what: "the callback is on record" },
    );
    const { host } = new URL(hook.url);
    expect(settled.deliveries).toContainEqual({
      channel: "callback",
      occasion: "outcome",
      to: host,
      status: "delivered",
      attempts: 1,
    });
    expect(JSON.stringify(settled)).not.toContain("s3cret-path");
    expect(callbacksOf(approval.id)).toHaveLength(1);

    const listed = await client.listApprovals({ ensemble: "Refunds", approver: ANA, status: "approved" });
    expect(listed.map(({ id }) => id)).toContain(approval.id);
    expect((await client.listApprovals({ run: "" })).map(({ id }) => id)).toContain(approval.id);
    const trail = await eventually(
      () => client.audit({ approval: approval.id }),
      (entries) => entries.some(({ detail }) => detail["channel"] === "callback"),
      { what: "the trail has the callback" },
    );
    const requested = trail.find(({ type }) => type === "approval.requested");
    expect(requested).toMatchObject({ actor: "key:answerer", detail: { title: "Refunds", approvers: [ANA] } });
    expect(trail.filter((entry) => "runId" in entry)).toEqual([]);
    expect(JSON.stringify(trail)).not.toContain("s3cret-path");
  });

  test("of a group, with a form: the values are in the callback", async () => {
    const approval = await asked({
      prompt: "Sign?",
      approvers: ["group:legal"],
      minApprovals: { legal: 1 },
      form: { properties: { limit: { type: "integer", maximum: 500 } }, required: ["limit"] },
      callback: hook.url,
    });
    expect(approval).toMatchObject({ approvers: ["lea@example.com", "lou@example.com"], ensemble: "request" });
    const path = `/api/approvals/${approval.id}/decision`;
    const wrong = { approved: true, approver: "lou@example.com", values: { limit: 501 } };
    expect(problemOf(await answerer.send(path, { body: wrong })).code).toBe("values-invalid");
    const right = { approved: true, approver: "lou@example.com", values: { limit: 400 } };
    expectStatus(await answerer.send(path, { body: right }), 200);
    expect(await calledBack(approval.id)).toMatchObject({ status: "approved", values: { limit: 400 } });
  });
});

test("the approver changes the data, and the callback has it as it was approved", async () => {
  const approval = await asked({
    prompt: "Send?",
    data: { amount: 120, to: "Dana" },
    editable: true,
    callback: hook.url,
    channels: [],
  });
  expect(approval.editable).toBe(true);
  const body = { approved: true, values: { amount: 90 } };
  expectStatus(await answerer.send(`/api/approvals/${approval.id}/decision`, { body }), 200);
  expect(await calledBack(approval.id)).toMatchObject({
    status: "approved",
    values: { amount: 90, to: "Dana" },
    approvals: [{ edited: ["amount"] }],
  });
});

describe("the callback", () => {
  test("that is answered 500 is tried again, under the same id, signed with the time of the attempt", async () => {
    const approval = await asked({ prompt: "Again?", callback: hook.url, channels: [] });
    hook.respondWith(({ body }, _index) =>
      body.includes(approval.id) && callbacksOf(approval.id).length === 1 ? 500 : 204,
    );
    expectStatus(await answerer.send(`/api/approvals/${approval.id}/decision`, { body: { approved: false } }), 200);
    await eventually(
      () => client.getApproval(approval.id),
      ({ deliveries }) => deliveries[0]?.lastError !== undefined,
      { what: "it is tried" },
    );
    await client.moveTime(approval.id, "1m");
    const [first, second] = await eventually(
      () => callbacksOf(approval.id),
      (requests) => requests.length === 2,
      { what: "it is tried again" },
    );
    hook.respondWith();
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    expect(second?.verified).toBe(true);
    const [before = 0, after = 0] = [first, second].map((request) => Number(request?.headers["webhook-timestamp"]));
    expect(after - before).toBeGreaterThanOrEqual(60);
  });

  test("that is answered 410 is given up, and the approval says so", async () => {
    const approval = await asked({ prompt: "Gone?", callback: hook.url, channels: [] });
    hook.respondWith(({ body }) => (body.includes(approval.id) ? 410 : 204));
    expectStatus(await answerer.send(`/api/approvals/${approval.id}/decision`, { body: { approved: true } }), 200);
    const settled = await eventually(
      () => client.getApproval(approval.id),
      ({ deliveries }) => deliveries[0]?.status === "failed",
      { what: "it is given up" },
    );
    hook.respondWith();
    expect(settled.deliveries[0]).toMatchObject({ channel: "callback", attempts: 1, lastError: expect.any(String) });
    expect(settled.deliveries[0]?.lastError).not.toContain("s3cret-path");
  });

  test("tells of a request that nobody answered in time, and of one that was withdrawn", async () => {
    const late = await asked({ prompt: "Late?", timeout: "1m", callback: hook.url, channels: [] });
    const taken = await asked({ prompt: "Taken back?", timeout: "never", callback: hook.url, channels: [] });
    await client.moveTime(late.id, "1m");
    expectStatus(await answerer.send(`/api/approvals/${taken.id}/withdraw`, { body: { reason: "no need" } }), 200);
    expect(await calledBack(taken.id)).toMatchObject({ status: "cancelled", approved: false, reason: "no need" });
    expect(await calledBack(late.id)).toMatchObject({ status: "timeout", approved: false, approvals: [] });
  });
});

describe("whoever prefers to wait", () => {
  test("is answered as soon as somebody has decided", async () => {
    const prompt = uniqueKey("wait");
    const began = Date.now();
    const waiting = ask({ prompt, approvers: [ANA] }, { prefer: "wait=25" });
    const pending = await listed(prompt);
    const watching = answerer.send(`/api/approvals/${pending.id}`, { headers: { prefer: "wait=25" } });
    const decision = { approved: false, approver: ANA, reason: "No" };
    expectStatus(await answerer.send(`/api/approvals/${pending.id}/decision`, { body: decision }), 200);
    const answers = await Promise.all([waiting, watching]);
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    expect(answers.map(({ headers }) => headers.get("preference-applied"))).toEqual(["wait=25", "wait=25"]);
    for (const { body } of answers) {
      expect(Approval.parse(body)).toMatchObject({ id: pending.id, status: "rejected", reason: "No" });
    }
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  test("is answered when the time to answer is over", async () => {
    const prompt = uniqueKey("soon-over");
    const waiting = ask({ prompt, timeout: "1h" }, { prefer: "wait=25" });
    await client.moveTime((await listed(prompt)).id, "1h");
    expect(Approval.parse(expectStatus(await waiting, 201).body).status).toBe("timeout");
  });

  test("is given it as it is when the wait is over", async () => {
    const answer = expectStatus(await ask({ prompt: "Nobody?" }, { prefer: "wait=1" }), 201);
    expect(Approval.parse(answer.body).status).toBe("pending");
  });

  test("for what there is not is answered 404 at once", async () => {
    const began = Date.now();
    const ids = [`hitl_${"0".repeat(64)}`, "hitl_nonsense"];
    for (const id of ids) {
      expectStatus(await answerer.send(`/api/approvals/${id}`, { headers: { prefer: "wait=20" } }), 404);
    }
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});

describe("an Idempotency-Key", () => {
  test("sent fifty times at once asks once", async () => {
    const headers = { "idempotency-key": uniqueKey("same") };
    const prompt = uniqueKey("once");
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ask({ prompt, approvers: [ANA], data: { b: 1, a: 2 } }, headers)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 49 }, () => 200), 201]);
    const ids = new Set(answers.map(({ body }) => Approval.parse(body).id));
    expect(ids.size).toBe(1);
    const [id = ""] = ids;
    await eventually(
      () => client.getApproval(id),
      ({ deliveries }) => deliveries[0]?.status === "delivered",
      { what: "the mail is sent" },
    );
    expect(mail.requests.filter(({ body }) => body.includes(prompt))).toHaveLength(1);
    const again = await ask({ data: { a: 2, b: 1 }, approvers: [ANA], prompt }, headers);
    expect(Approval.parse(expectStatus(again, 200).body).id).toBe(id);
  });

  test("with another body is refused", async () => {
    const headers = { "idempotency-key": uniqueKey("other") };
    expectStatus(await ask({ prompt: "One" }, headers), 201);
    expect(problemOf(expectStatus(await ask({ prompt: "Two" }, headers), 422)).code).toBe("idempotency-conflict");
  });

  test("belongs to a workspace", async () => {
    const headers = { "idempotency-key": uniqueKey("ours") };
    const ours = await ask({ prompt: "Whose?" }, headers);
    const other = new Client(worker.url, KEYS.other);
    const theirs = await other.send("/api/approvals", { method: "POST", body: { prompt: "Theirs" }, headers });
    expect(Approval.parse(expectStatus(theirs, 201).body).id).not.toBe(Approval.parse(ours.body).id);
  });
});

describe("what is refused", () => {
  test("another workspace sees nothing of it, however long it waits", async () => {
    const { id } = await asked({ prompt: "Secret?" });
    const other = new Client(worker.url, KEYS.other);
    const began = Date.now();
    expectStatus(await other.send(`/api/approvals/${id}`, { headers: { prefer: "wait=20" } }), 404);
    expect(Date.now() - began).toBeLessThan(10_000);
    expectStatus(await other.send(`/api/approvals/${id}/decision`, { body: { approved: true } }), 404);
    expectStatus(await other.send(`/api/approvals/${id}/withdraw`, { body: {} }), 404);
  });

  test("every field that has no right form is named, all at once", async () => {
    const problem = problemOf(
      expectStatus(
        await ask({
          title: "",
          approvers: [],
          minApprovals: 0,
          rejectionsNeeded: 1.5,
          requireVerified: "yes",
          selfApproval: 1,
          editable: "yes",
          requester: " ",
          form: "name",
          timeout: true,
          remind: 5,
          escalate: [{ after: "1h" }],
          channels: [{ channel: "slack", webhookUrl: "ftp://example.com", token: "x" }, { channel: "pigeon" }],
          callback: "javascript:alert(1)",
          aprovers: [ANA],
        }),
        400,
      ),
    );
    const paths = new Set((problem.errors ?? []).map(({ path }) => path));
    const wanted = [
      "title",
      "prompt",
      "approvers",
      "minApprovals",
      "rejectionsNeeded",
      "requireVerified",
      "selfApproval",
      "editable",
      "requester",
      "form",
      "timeout",
      "remind",
      "escalate.0.to",
      "channels.0.webhookUrl",
      "channels.1.channel",
      "callback",
    ];
    expect(wanted.filter((path) => !paths.has(path))).toEqual([]);
    expect(JSON.stringify(problem.errors)).toContain("aprovers");
  });

  test("and so is everything that does not fit together", async () => {
    const problem = problemOf(
      expectStatus(
        await ask({
          prompt: "Wrong?",
          approvers: [ANA],
          minApprovals: 2,
          timeout: "soon",
          form: { type: "array" },
          remind: ["now and then"],
          escalate: [{ after: "1h", to: "group:nobody" }],
          channels: [{ channel: "discord" }, { channel: "webhook" }],
        }),
        422,
      ),
    );
    expect(problem.code).toBe("request-invalid");
    const paths = ["minApprovals", "timeout", "form", "remind.0", "escalate.0", "channels.0", "channels.1"];
    expect((problem.errors ?? []).map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
  });

  test("and an address that is none, wherever people are named", async () => {
    const body = { prompt: "Wrong?", approvers: [ANA, "bo@"], escalate: [{ after: "1h", to: ["head@@example.com"] }] };
    const problem = problemOf(expectStatus(await ask(body), 422));
    expect(problem).toMatchObject({
      code: "request-invalid",
      errors: [
        { path: "approvers", message: expect.stringContaining('"bo@"') },
        { path: "escalate.0", message: expect.stringContaining('"head@@example.com"') },
      ],
    });
  });

  test("three megabytes, and data that is too large", async () => {
    const huge = await ask({ prompt: "Big?", data: "x".repeat(3 * 1024 * 1024) });
    expect(problemOf(expectStatus(huge, 413)).code).toBe("too-large");
    const large = await ask({ prompt: "Big?", data: "x".repeat(920 * 1024) });
    expect(problemOf(expectStatus(large, 422)).errors).toEqual([{ path: "data", message: expect.any(String) }]);
    const largest = await ask({ prompt: "Big?", data: "x".repeat(890 * 1024) });
    expect(Approval.parse(expectStatus(largest, 201).body).data).toHaveLength(890 * 1024);
  });

  test("nesting without end", async () => {
    const depth = 100_000;
    const body = `{"prompt":"Deep?","data":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    const answer = await ask(body);
    expect(problemOf(expectStatus(answer, 400)).code).toBe("bad-request");
  });

  test.each(["", "null", "[]", "{}", '"ask"', "{"])("the body %j", async (body) => {
    expect((await answerer.send("/api/approvals", { method: "POST", body })).status).toBe(400);
  });
});
