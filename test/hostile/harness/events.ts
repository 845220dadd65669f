/** Events: places in the stream that are none, others' places, events posted into others' runs, addresses to post to. */
import { KEYS } from "../../support/settings.ts";
import { Probe } from "./probe.ts";
import type { Part } from "./report.ts";
import { FRIEND, type Target } from "./target.ts";

const JSON_TYPE = { "content-type": "application/json" };

export async function attackEvents(target: Target): Promise<Part> {
  const probe = new Probe(target);
  const { runId, approvalId } = await target.client.startAndSuspend("publish", { key: "events" });
  await readPlaces(probe, runId);
  await postIntoRuns(probe, runId, approvalId);
  await addAddresses(probe);
  await askFromElsewhere(probe);
  await probe.expectOpen(approvalId);
  const { status } = await target.client.getRun(runId);
  if (status !== "suspended") probe.blame(`the run is ${status}`);
  return { name: "events", figures: { requests: probe.requests }, problems: probe.problems };
}

/** A place is one of the reader's own workspace, or none. */
async function readPlaces(probe: Probe, runId: string): Promise<void> {
  const path = `/api/runs/${runId}/events`;
  const ids = PLACES.flatMap((place) => [
    { path, headers: { ...bearer(KEYS.main), "last-event-id": place } },
    { path: "/api/events", headers: { ...bearer(KEYS.main), "last-event-id": place } },
    { path: `${path}?lastEventId=${encodeURIComponent(place)}`, headers: bearer(KEYS.main) },
  ]);
  for (const request of ids) await probe.expect(request, [400]);
  const { text } = await probe.target.client.send("/api/events");
  const ours = /^id: (evt_\w+)$/m.exec(text)?.[1];
  if (ours === undefined) return probe.blame("no event of ours is known");
  for (const place of [ours, "evt_0"]) {
    const headers = { ...bearer(KEYS.other), "last-event-id": place };
    await probe.expect({ path, headers }, [404]);
    const answer = await probe.expect({ path: "/api/events", headers }, place === ours ? [400] : [200]);
    if (answer.text.includes(runId)) probe.blame("another workspace follows what is ours");
  }
}

/** A run takes what was sent to it by its own workspace, and never an outcome. */
async function postIntoRuns(probe: Probe, runId: string, approvalId: string): Promise<void> {
  const path = `/api/runs/${runId}/events`;
  const outcome = { status: "approved", approved: true, approvalId, approvals: [] };
  const types = [approvalId, `hitl-${approvalId.slice(5, 40)}`, "approve", "approve_output", "approved", "hitl_state"];
  for (const type of types) {
    const body = JSON.stringify({ type, payload: outcome });
    await probe.expect(
      { path, headers: { ...JSON_TYPE, ...bearer(KEYS.other) }, body },
      type === approvalId ? [404, 422, 400] : [404],
    );
    await probe.expect({ path, headers: { ...JSON_TYPE, ...bearer(KEYS.approvals) }, body }, [403]);
    await probe.expect(
      { path, headers: { ...JSON_TYPE, ...bearer(KEYS.main) }, body },
      type === approvalId ? [400, 422] : [202],
    );
  }
  const large = JSON.stringify({ type: "paid", payload: "x".repeat(300_000) });
  await probe.expect({ path, headers: { ...JSON_TYPE, ...bearer(KEYS.main) }, body: large }, [413]);
}

/** Only http and https, at most ten, and of what is told no more than the host. */
async function addAddresses(probe: Probe): Promise<void> {
  const { target } = probe;
  const send = (url: unknown, statuses: readonly number[]) => {
    const headers = { ...JSON_TYPE, ...bearer(KEYS.other) };
    return probe.expect({ path: "/api/webhooks", headers, body: JSON.stringify({ url }) }, statuses);
  };
  for (const url of NO_ADDRESSES) await send(url, [400, 422]);
  for (const url of SECRETIVE_ADDRESSES) {
    const { text } = await send(url, [201]);
    const listed = await target.neighbour.send("/api/webhooks");
    if (/s3cret-part/.test(text + listed.text)) probe.blame(`the address is shown: ${text}`);
    const { id } = JSON.parse(text) as { readonly id: string };
    for (const [method, end] of [
      ["DELETE", ""],
      ["POST", "/rotate"],
      ["POST", "/enable"],
    ] as const)
      await probe.expect({ method, path: `/api/webhooks/${id}${end}`, headers: bearer(KEYS.main) }, [404]);
    await probe.expect({ method: "DELETE", path: `/api/webhooks/${id}`, headers: bearer(KEYS.other) }, [200]);
  }
  const added: string[] = [];
  for (let count = 0; count < 10; count += 1) {
    const { text } = await send("http://127.0.0.1:9/x", [201]);
    added.push((JSON.parse(text) as { readonly id: string }).id);
  }
  await send("http://127.0.0.1:9/x", [429]);
  for (const id of added) await target.neighbour.send(`/api/webhooks/${id}`, { method: "DELETE" });
}

/** The one site that may call may; and even it has no cookies. */
async function askFromElsewhere(probe: Probe): Promise<void> {
  for (const origin of [FRIEND, `${FRIEND}.evil.example`, "http://friend.example", "null"]) {
    const { headers } = await probe.expect({ path: "/api/runs", headers: { ...bearer(KEYS.main), origin } }, [200]);
    const allowed = headers["access-control-allow-origin"];
    if (allowed !== (origin === FRIEND ? FRIEND : undefined)) probe.blame(`${origin} is told ${allowed ?? "nothing"}`);
    if (headers["access-control-allow-credentials"] !== undefined) probe.blame(`${origin} may use cookies`);
  }
}

const PLACES: readonly string[] = [
  "x",
  "-1",
  "evt_",
  "evt_-1",
  "evt_99999999999999999999",
  "evt_999999999999999_ffffffffffffffff",
  "evt_0 OR 1=1",
  "__proto__",
  "e".repeat(5_000),
  '{"after":0}',
];

const NO_ADDRESSES: readonly unknown[] = [
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:text/plain,x",
  "ftp://127.0.0.1/",
  "gopher://127.0.0.1:25/_x",
  "ws://127.0.0.1/",
  "//127.0.0.1/",
  "/hooks",
  "http://",
  "http:// x/",
  `http://127.0.0.1/${"x".repeat(3_000)}`,
  7,
  null,
  ["http://127.0.0.1/"],
];

const SECRETIVE_ADDRESSES: readonly string[] = [
  "http://127.0.0.1:9/s3cret-part",
  "http://127.0.0.1:9/?s3cret-part",
  "http://s3cret-part:s3cret-part@127.0.0.1:9/",
  "http://127.0.0.1:9/#s3cret-part",
];

function bearer(key: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${key}` };
}
