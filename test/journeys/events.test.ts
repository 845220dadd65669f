/** What happens is told as it happens, and to whoever comes again from where they were. */
import { expect, test } from "vitest";
import type { Event } from "../../src/contract/event.ts";
import { decide } from "../support/client.ts";
import { followOnce, followToTheEnd } from "../support/event-reader.ts";
import { KEYS } from "../support/settings.ts";
import { shared, sharedClient } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const STORY = [
  "approval.answered",
  "approval.decided",
  "approval.requested",
  "run.completed",
  "run.resumed",
  "run.started",
  "run.suspended",
];

test("a run is followed to its end: the stream closes, and whoever comes again is told to stop", async () => {
  const { client, url } = shared();
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("events") });
  const following = { url: `${url}/api/runs/${runId}/events`, key: KEYS.main };
  const live = followOnce(following);
  const dropping = followToTheEnd({ ...following, until: ({ length }) => length === 1 });
  await decide(await client.mintLink(approvalId), { approved: true, feedback: "a word in confidence" });
  const told = await live;

  expect(told.end).toBe("closed");
  expect(told.events.map(({ type }) => type).toSorted()).toEqual(STORY);
  expect(told.events.every(({ run, ensemble }) => run === runId && ensemble === "publish")).toBe(true);
  expect(JSON.stringify(told.events)).not.toContain("confidence");
  expect(await dropping).toEqual(told.events);
  expect(await followToTheEnd(following)).toEqual(told.events);
  expect(await followOnce({ ...following, lastEventId: told.lastEventId })).toMatchObject({ end: 204 });
});

test("a workspace is followed from now on, only as far as is asked for", async () => {
  const { client, url } = shared();
  const before = await client.startAndSuspend("publish", { key: uniqueKey("before") });
  const query = "types=run.started,run.cancelled&ensemble=publish";
  const live = followOnce({
    url: `${url}/api/events?${query}&lastEventId=evt_0`,
    key: KEYS.main,
    until: ({ length }) => length === 1,
  });
  expect((await live).events.map(({ type }) => type)).toEqual(["run.started"]);

  // Others start and cancel runs meanwhile.
  let ours = "";
  const isEndOfOurs = ({ run, type }: Event) => run === ours && type === "run.cancelled";
  const follow = followOnce({
    url: `${url}/api/events?${query}`,
    key: KEYS.runs,
    until: (events) => events.some(isEndOfOurs),
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { runId } = await client.startAndSuspend("publish", { key: uniqueKey("after") });
  ours = runId;
  await client.cancelRun(runId);
  const told = (await follow).events.filter(({ run }) => run === runId || run === before.runId);
  expect(told.map(({ run, type }) => [run, type])).toEqual([
    [runId, "run.started"],
    [runId, "run.cancelled"],
  ]);
});

test.each([
  [
    "a run that fails",
    "in-code",
    { case: "fail" },
    { type: "run.failed", data: { code: "ensemble-failed", agent: "look" } },
  ],
  ["people who say no", "unguarded", {}, { type: "approval.decided", data: { status: "rejected" } }],
  ["a run that ends at their no", "unguarded", {}, { type: "run.rejected" }],
  ["a request that nobody answers in time", "expiring", {}, { type: "approval.expired", data: { status: "timeout" } }],
])("%s: it is told", async (_what, ensemble, input, told) => {
  const { client, url } = shared();
  const { id } = await client.startRun(ensemble, { key: uniqueKey("told"), ...input });
  if (ensemble !== "in-code") {
    const { id: asked } = await client.waitForApproval(id);
    if (ensemble === "expiring") await client.moveTime(asked, "1h");
    else await client.send(`/api/approvals/${asked}/decision`, { method: "POST", body: { approved: false } });
  }
  const events = await followToTheEnd({ url: `${url}/api/runs/${id}/events`, key: KEYS.main });
  expect(events.find(({ type }) => type === told.type)).toMatchObject(told);
});

test("another workspace's runs and places are none of ours", async () => {
  const { client, url } = shared();
  const { runId } = await client.startAndSuspend("publish", { key: uniqueKey("foreign") });
  expect((await followOnce({ url: `${url}/api/runs/${runId}/events`, key: KEYS.other })).end).toBe(404);
  const ours = await followOnce({
    url: `${url}/api/runs/${runId}/events`,
    key: KEYS.main,
    until: ({ length }) => length === 1,
  });
  const { status } = await sharedClient("other").send("/api/events", {
    headers: { "last-event-id": ours.lastEventId },
  });
  expect(status).toBe(400);
});

test.each(["types=run.began", "types=", "lastEventId=evt_x", `lastEventId=${"9".repeat(100)}`])(
  "refuses %s",
  async (query) => {
    expect((await shared().client.send(`/api/events?${query}`)).status).toBe(400);
  },
);
