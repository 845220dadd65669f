/** A webhook over the API: registered, told, rotated, removed; and a receiver that drops, stalls and restarts. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { Webhook as Verifier } from "standardwebhooks";
import { expect, test } from "vitest";
import { Event } from "../../src/contract/event.ts";
import { NewWebhook, Webhook } from "../../src/contract/webhook.ts";
import { expectStatus, itemsOf, problemOf } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { followToTheEnd } from "../support/event-reader.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

async function register(path: string, types: readonly string[] = []): Promise<NewWebhook> {
  return registerAt(`${shared().counting.url}${path}?token=s3cret`, types);
}

async function registerAt(url: string, types: readonly string[] = []): Promise<NewWebhook> {
  const { client } = shared();
  const answer = await client.send("/api/webhooks", { method: "POST", body: { url, types, description: "tests" } });
  return NewWebhook.parse(expectStatus(answer, 201).body);
}

async function remove({ id }: Webhook): Promise<void> {
  expectStatus(await shared().client.send(`/api/webhooks/${id}`, { method: "DELETE" }), 200);
}

test("every event of every run arrives, in order and once by its id, though the receiver drops and stalls", async () => {
  const { client, counting, url } = shared();
  const path = `/${uniqueKey("hook")}`;
  await counting.behave(path, {}, { status: 503 }, {}, { close: true }, { delay: 700 }, {}, { status: 500 }, {});
  const webhook = await register(path);
  const runs: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { runId } = await client.startAndSuspend("publish", { key: uniqueKey("hooked") });
    await client.cancelRun(runId);
    runs.push(runId);
  }
  const expected = await Promise.all(
    runs.map((run) => followToTheEnd({ url: `${url}/api/runs/${run}/events`, key: KEYS.main })),
  );
  const arrived = async () =>
    firstOfEach((await counting.requests(path)).map(({ body }) => Event.parse(JSON.parse(body))));
  const isWhole = (events: readonly Event[]) =>
    runs.every((run, at) => events.filter((event) => event.run === run).length === expected[at]?.length);
  const events = await eventually(arrived, isWhole, { what: "all have arrived", within: 30_000 });
  for (const [at, run] of runs.entries()) expect(events.filter((event) => event.run === run)).toEqual(expected[at]);
  for (const { headers, body } of await counting.requests(path)) {
    expect(() => new Verifier(webhook.secret).verify(body, { ...headers })).not.toThrow();
  }
  await remove(webhook);
});

test("a receiver that goes away and comes back is told the rest: every event of the run, in order and once by its id", async () => {
  const { client, url } = shared();
  const told: Event[] = [];
  const receiver = createServer((request, response) => {
    void json(request).then((body) => {
      told.push(Event.parse(body));
      response.writeHead(204).end();
    });
  });
  await once(receiver.listen(0, "127.0.0.1"), "listening");
  const { port } = receiver.address() as AddressInfo;
  const webhook = await registerAt(`http://127.0.0.1:${port}/hook`);
  const { runId } = await client.startAndSuspend("publish", { key: uniqueKey("restarted") });
  const ofRun = () => firstOfEach(told).filter(({ run }) => run === runId);
  await eventually(ofRun, ({ length }) => length > 0, { what: "the first event arrives" });

  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await client.cancelRun(runId);
  const isFailing = async () =>
    Webhook.array()
      .parse(itemsOf(await client.send("/api/webhooks")))
      .some(({ id, lastError }) => id === webhook.id && lastError !== undefined);
  await eventually(isFailing, (failing) => failing, { what: "nobody answers there" });
  await once(receiver.listen(port, "127.0.0.1"), "listening");

  const all = await followToTheEnd({ url: `${url}/api/runs/${runId}/events`, key: KEYS.main });
  await eventually(ofRun, ({ length }) => length === all.length, { what: "the rest arrives", within: 30_000 });
  expect(ofRun()).toEqual(all);
  await remove(webhook);
  receiver.close();
  receiver.closeAllConnections();
});

test("its secret is shown once, and its address by its host only", async () => {
  const { client, counting } = shared();
  const webhook = await register(`/${uniqueKey("hook")}`, ["run.failed"]);
  expect(webhook).toMatchObject({ to: new URL(counting.url).host, types: ["run.failed"], status: "enabled" });
  const listed = await client.send("/api/webhooks");
  expect(
    Webhook.array()
      .parse(itemsOf(listed))
      .map(({ id }) => id),
  ).toContain(webhook.id);
  expect(listed.text).not.toMatch(/whsec_|s3cret/);

  const rotated = NewWebhook.parse((await client.send(`/api/webhooks/${webhook.id}/rotate`, { method: "POST" })).body);
  expect(rotated.secret).toMatch(/^whsec_/);
  expect(rotated.secret).not.toBe(webhook.secret);
  expectStatus(await client.send(`/api/webhooks/${webhook.id}/enable`, { method: "POST" }), 200);
  await remove(webhook);
  const trail = (await client.audit({})).filter(({ detail }) => detail["webhook"] === webhook.id);
  expect(trail.map(({ type }) => type).toReversed()).toEqual([
    "webhook.added",
    "webhook.rotated",
    "webhook.enabled",
    "webhook.removed",
  ]);
});

test.each([
  [{ url: "ftp://example.com/x" }, "url"],
  [{ url: "javascript:alert(1)" }, "url"],
  [{ url: `https://example.com/${"x".repeat(2_048)}` }, "url"],
  [{ url: "https://example.com", types: ["run.began"] }, "types.0"],
  [{ url: "https://example.com", secret: "whsec_mine" }, ""],
])("refuses %j", async (body, path) => {
  const problem = problemOf(await shared().client.send("/api/webhooks", { method: "POST", body }));
  expect([problem.code, problem.errors?.map((error) => error.path)]).toEqual(["bad-request", [path]]);
});

test("a workspace has ten at most", async () => {
  const { client } = shared();
  const before = itemsOf(await client.send("/api/webhooks")).length;
  const made: Webhook[] = [];
  for (let count = before; count < 10; count += 1) made.push(await register(`/${uniqueKey("hook")}`, ["run.failed"]));
  const body = { url: "https://example.com/hook" };
  expect(problemOf(await client.send("/api/webhooks", { method: "POST", body })).code).toBe("too-many");
  for (const webhook of made) await remove(webhook);
});

function firstOfEach(events: readonly Event[]): readonly Event[] {
  return [...new Map(events.toReversed().map((event) => [event.id, event])).values()].toReversed();
}
