/** Webhooks: every event arrives, in order and once by its id, whatever the receiver and the object go through. */
import { runInDurableObject } from "cloudflare:test";
import { Webhook as Verifier } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { Event, type EventType } from "../../src/contract/event.ts";
import { newSigningSecret, newWebhookId } from "../../src/kernel/ids.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { nextPause, PAUSES_MS } from "../../src/ledger/webhook-pace.ts";
import { Receiver } from "../objects/support/receiver.ts";
import { runReport, TestWorkspace } from "./support.ts";

const SOON = { timeout: 8_000, interval: 20 };
const DAY = 86_400_000;

interface Hook {
  readonly id: string;
  readonly secret: string;
}

async function hook(workspace: TestWorkspace, url: string, types: readonly EventType[] = []): Promise<Hook> {
  const [id, secret] = [newWebhookId(), newSigningSecret()];
  expect(await workspace.ledger.addWebhook({ id, url, types, description: "", secret }, "key:ci")).not.toBeNull();
  return { id, secret };
}

/** A run that begins and ends: two events. */
async function play(workspace: TestWorkspace): Promise<string> {
  const runId = await workspace.startRun();
  await workspace.ledger.reportRun(runReport(runId, { status: "completed" }));
  return runId;
}

/** All pauses are over; what is told of the attempts so far is forgotten. */
async function pass(workspace: TestWorkspace): Promise<void> {
  await workspace.sql("UPDATE webhooks SET due_at = 1, last_error = NULL");
  await runInDurableObject(workspace.stub, (ledger: Ledger) => ledger.alarm());
}

async function told(receiver: Receiver): Promise<Event[]> {
  return (await receiver.bodies()).map((body) => Event.parse(body));
}

async function listed(workspace: TestWorkspace) {
  const [webhook] = await workspace.ledger.listWebhooks();
  if (webhook === undefined) throw new Error("no webhook");
  return webhook;
}

test("events arrive in order, signed so that the receiver's own library takes them", async () => {
  const workspace = new TestWorkspace();
  await play(workspace);
  const receiver = await Receiver.start();
  const { secret } = await hook(workspace, receiver.url);
  const runs = [await play(workspace), await play(workspace)];
  await expect.poll(() => receiver.count(), SOON).toBe(4);
  expect((await told(receiver)).map(({ run, type }) => [run, type])).toEqual(
    runs.flatMap((run) => [
      [run, "run.started"],
      [run, "run.completed"],
    ]),
  );
  for (const { headers, body } of await receiver.requests()) {
    expect(new Verifier(secret).verify(body, headers)).toMatchObject({ id: headers["webhook-id"] });
  }
  expect(await listed(workspace)).toMatchObject({ status: "enabled", deliveredAt: expect.any(String) });
});

test("only the types that are wanted come, and what is not wanted is not looked at again", async () => {
  const workspace = new TestWorkspace();
  const receiver = await Receiver.start();
  await hook(workspace, receiver.url, ["run.completed"]);
  await play(workspace);
  await expect.poll(() => receiver.count(), SOON).toBe(1);
  await workspace.startRun();
  const behind = () => workspace.sql("SELECT 1 FROM webhooks WHERE cursor < (SELECT max(seq) FROM audit)");
  await expect.poll(behind, SOON).toEqual([]);
  expect((await told(receiver)).map(({ type }) => type)).toEqual(["run.completed"]);
});

describe("what did not arrive is sent again before anything that came after it, where the receiver", () => {
  test.each([
    ["is overloaded", { status: 503 }],
    ["wants to be left alone", { status: 429, headers: { "retry-after": "60" } }],
    ["does not know it", { status: 404 }],
    ["sends it elsewhere", { status: 307, headers: { location: "/elsewhere" } }],
    ["closes the connection", { close: true }],
  ] as const)("%s", async (_what, trouble) => {
    const workspace = new TestWorkspace();
    const receiver = await Receiver.start(trouble, { status: 204 });
    await hook(workspace, receiver.url);
    await play(workspace);
    await expect.poll(async () => (await listed(workspace)).lastError, SOON).toEqual(expect.any(String));
    const before = await receiver.count();
    await pass(workspace);
    await expect.poll(() => receiver.count(), SOON).toBe(before + 2);
    const ids = (await told(receiver)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toEqual(ids.toSorted());
    expect(await listed(workspace)).not.toHaveProperty("lastError");
  });
});

test("each attempt is signed with its own time, so that one that comes late is not too old for its receiver", async () => {
  const workspace = new TestWorkspace();
  const receiver = await Receiver.start({ status: 503 }, { status: 204 });
  await hook(workspace, receiver.url, ["run.completed"]);
  await play(workspace);
  await expect.poll(async () => (await listed(workspace)).lastError, SOON).toEqual(expect.any(String));
  await workspace.moveTime(DAY);
  await expect.poll(() => receiver.count(), SOON).toBe(2);
  const [before = 0, after = 0] = (await receiver.requests()).map(({ headers }) =>
    Number(headers["webhook-timestamp"]),
  );
  expect(after - before).toBeGreaterThanOrEqual(DAY / 1_000);
});

test("an attempt that dies with the object is made again, with the same id", async () => {
  const workspace = new TestWorkspace();
  const receiver = await Receiver.start({ delay: 4_000 }, { status: 204 });
  await hook(workspace, receiver.url, ["run.completed"]);
  await play(workspace);
  await expect.poll(() => receiver.count(), SOON).toBe(1);
  await workspace.die();
  await pass(workspace);
  await expect.poll(() => receiver.count(), SOON).toBe(2);
  const [first, second] = await receiver.requests();
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.body).toBe(first?.body);
});

test("where it dies between two events, what arrived is not sent again, and what is left does not wait", async () => {
  const workspace = new TestWorkspace();
  // While the first is under way two more happen, which are sent in one go.
  const receiver = await Receiver.start({ delay: 1_000 }, { status: 204 }, { hang: true }, { status: 204 });
  await hook(workspace, receiver.url);
  await workspace.startRun();
  await expect.poll(() => receiver.count(), SOON).toBe(1);
  await play(workspace);
  await expect.poll(() => receiver.count(), SOON).toBe(3);
  await workspace.die();
  await workspace.startRun();
  await expect.poll(() => receiver.count(), SOON).toBe(5);
  const [first, second, hung, again, last] = (await told(receiver)).map(({ id }) => id);
  expect(again).toBe(hung);
  expect(new Set([first, second, hung, last]).size).toBe(4);
});

test("an event recorded, then evicted, is sent", async () => {
  const workspace = new TestWorkspace();
  const receiver = await Receiver.start();
  await hook(workspace, receiver.url, ["run.completed"]);
  await runInDurableObject(workspace.stub, (_ledger: Ledger, { storage }) => storage.setAlarm(Date.now() + DAY));
  await workspace.evict();
  await play(workspace);
  await workspace.evict();
  await expect.poll(() => receiver.count(), SOON).toBe(1);
});

test("receivers that hang delay neither another webhook nor the ledger", async () => {
  const workspace = new TestWorkspace();
  const hanging = await Promise.all(Array.from({ length: 4 }, () => Receiver.start({ delay: 6_000 })));
  for (const { url } of hanging) await hook(workspace, url);
  const well = await Receiver.start();
  await hook(workspace, well.url);
  const begun = Date.now();
  await play(workspace);
  await expect.poll(() => well.count(), SOON).toBe(2);
  expect(Date.now() - begun).toBeLessThan(3_000);
});

test("after days of failing it is disabled, says why, and goes on where it stopped when it is enabled", async () => {
  const workspace = new TestWorkspace();
  const receiver = await Receiver.start({ status: 500, body: "<b>down</b>" });
  const { id } = await hook(workspace, receiver.url);
  await play(workspace);
  for (const _pause of PAUSES_MS) {
    await expect.poll(async () => (await listed(workspace)).lastError, SOON).toContain("500");
    await pass(workspace);
  }
  await expect
    .poll(() => listed(workspace), SOON)
    .toMatchObject({
      status: "disabled",
      disabledBecause: "failing",
      failingSince: expect.any(String),
      lastError: expect.stringContaining("500"),
    });
  const tries = await receiver.count();
  expect(tries).toBe(PAUSES_MS.length + 1);
  expect(new Set((await told(receiver)).map((event) => event.id)).size).toBe(1);

  await receiver.behave({ status: 204 });
  await play(workspace);
  expect(await workspace.ledger.enableWebhook(id, "key:ci")).toMatchObject({ status: "enabled" });
  await expect.poll(() => receiver.count(), SOON).toBe(tries + 4);
  const trail = (await workspace.ledger.readChain(0, 100)).map(({ type }) => type);
  expect(trail.filter((type) => type.startsWith("webhook."))).toEqual([
    "webhook.added",
    "webhook.disabled",
    "webhook.enabled",
  ]);
});

test("a receiver that says it is gone is told no more", async () => {
  const workspace = new TestWorkspace();
  const receiver = await Receiver.start({ status: 410 });
  await hook(workspace, receiver.url);
  await play(workspace);
  await expect.poll(() => listed(workspace), SOON).toMatchObject({ status: "disabled", disabledBecause: "gone" });
  await play(workspace);
  await pass(workspace);
  expect(await receiver.count()).toBe(1);
});

test("a secret that was replaced signs beside the new one for a day", async () => {
  const workspace = new TestWorkspace();
  const receiver = await Receiver.start();
  const { id, secret } = await hook(workspace, receiver.url, ["run.completed"]);
  const next = newSigningSecret();
  expect(await workspace.ledger.rotateWebhook(id, next, "key:ci")).toMatchObject({ id });
  await play(workspace);
  await expect.poll(() => receiver.count(), SOON).toBe(1);
  const [both] = await receiver.requests();
  for (const known of [secret, next]) {
    expect(() => new Verifier(known).verify(both?.body ?? "", both?.headers ?? {})).not.toThrow();
  }
  await workspace.sql("UPDATE webhooks SET old_until = 1");
  await play(workspace);
  await expect.poll(() => receiver.count(), SOON).toBe(2);
  const [, alone] = await receiver.requests();
  expect(() => new Verifier(next).verify(alone?.body ?? "", alone?.headers ?? {})).not.toThrow();
  expect(() => new Verifier(secret).verify(alone?.body ?? "", alone?.headers ?? {})).toThrow();
});

test("one that is removed is told no more; there are ten at most, and none of another workspace's", async () => {
  const workspace = new TestWorkspace();
  const receiver = await Receiver.start();
  const { id } = await hook(workspace, receiver.url);
  for (let count = 1; count < 10; count += 1) await hook(workspace, receiver.url, ["run.failed"]);
  const eleventh = { id: newWebhookId(), url: receiver.url, types: [], description: "", secret: newSigningSecret() };
  expect(await workspace.ledger.addWebhook(eleventh, "key:ci")).toBeNull();
  const other = new TestWorkspace();
  await play(other);
  expect(await other.ledger.removeWebhook(id, "key:ci")).toBeNull();
  expect(await other.ledger.rotateWebhook(id, newSigningSecret(), "key:ci")).toBeNull();
  expect(await workspace.ledger.removeWebhook(id, "key:ci")).toMatchObject({ id });
  await play(workspace);
  expect(await receiver.count()).toBe(0);
  expect(JSON.stringify(await workspace.ledger.listWebhooks())).not.toMatch(/whsec_|\/\//);
});

describe("a pause", () => {
  test("is spread by chance, and never shorter than the receiver asks for", () => {
    expect(nextPause(1, () => 0)).toBe(1_000);
    expect(nextPause(1, () => 0.5)).toBe(1_100);
    expect(nextPause(1, () => 0, 60_000)).toBe(60_000);
    expect(nextPause(4, () => 0, 1_000)).toBe(300_000);
  });

  test("comes after every attempt but the last, which is days after the first", () => {
    expect(nextPause(PAUSES_MS.length, () => 0)).toBe(DAY);
    expect(nextPause(PAUSES_MS.length + 1, () => 0)).toBeNull();
    expect(PAUSES_MS.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(3 * DAY);
  });
});
