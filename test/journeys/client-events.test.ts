/** The client follows a real Worker over lines that break, fall silent and come back. */
import { expect, test } from "vitest";
import { type CountersignEvent, createClient } from "../../src/client/create-client.ts";
import { watchApprovals } from "../../src/react/watch-approvals.ts";
import { BadLine, type Trouble } from "../support/bad-line.ts";
import { decide } from "../support/client.ts";
import { followToTheEnd } from "../support/event-reader.ts";
import { eventually } from "../support/eventually.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

/** In the middle of the first events. */
const TROUBLES: readonly Trouble[] = [
  { kind: "drop", afterBytes: 20 },
  { kind: "drop", afterBytes: 400 },
  { kind: "away" },
  { kind: "stall", afterBytes: 500 },
];

/** A minute of patience is for real lines. */
function clientOver(line: BadLine) {
  return createClient({ url: line.url, key: KEYS.main, timeoutMs: 700 });
}

async function idsOf(events: AsyncIterable<CountersignEvent>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of events) ids.push(id);
  return ids;
}

/** What there is to tell of a run that is over, as the Worker itself says over a good line. */
async function allOf(runId: string): Promise<readonly string[]> {
  const events = await followToTheEnd({ url: `${shared().url}/api/runs/${runId}/events`, key: KEYS.main });
  return events.map(({ id }) => id);
}

async function endedRun(name: string): Promise<string> {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey(name) });
  await decide(await client.mintLink(approvalId), { approved: true });
  await client.waitForEnd(runId);
  return runId;
}

test("a run's stream over a bad line brings every event once, in order, and ends when everything is told", async () => {
  const { client, url } = shared();
  await using line = await BadLine.open(url, TROUBLES);
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("line") });
  const reading = idsOf(clientOver(line).runs.events(runId));
  await eventually(
    () => line.passed.length,
    (count) => count > TROUBLES.length,
    { what: "the line is good again", within: 30_000 },
  );
  await decide(await client.mintLink(approvalId), { approved: true });
  const ids = await reading;
  expect(ids).toEqual(await allOf(runId));
  expect(new Set(ids).size).toBe(ids.length);
  expect(line.passed.slice(0, TROUBLES.length).map(({ trouble }) => trouble)).toEqual(TROUBLES.map(({ kind }) => kind));
  expect(line.passed.at(-1)?.status).toBe(204);
});

test("the stream of a run that was over before is read to its end, and then asked for no more", async () => {
  const runId = await endedRun("over");
  await using line = await BadLine.open(shared().url);
  expect(await idsOf(clientOver(line).runs.events(runId))).toEqual(await allOf(runId));
  expect(line.passed.at(-1)?.status).toBe(204);
  expect(line.passed.length).toBeLessThan(4);
});

test("a reader that restarts goes on after the last event it had", async () => {
  const runId = await endedRun("restart");
  const client = createClient({ url: shared().url, key: KEYS.main });
  const ids: string[] = [];
  for (let restarts = 0; restarts < 20; restarts += 1) {
    const lastEventId = ids.at(-1);
    const before = ids.length;
    for await (const { id } of client.runs.events(runId, lastEventId === undefined ? {} : { lastEventId })) {
      ids.push(id);
      break;
    }
    if (ids.length === before) break;
  }
  expect(ids).toEqual(await allOf(runId));
});

test("the workspace's stream misses nothing, though the line broke before the first event", async () => {
  const { client, url } = shared();
  // The place at which it begins is told first, and is all that arrives.
  await using line = await BadLine.open(url, [
    { kind: "drop", afterBytes: 64 },
    { kind: "away" },
    { kind: "drop", afterBytes: 900 },
    { kind: "stall", afterBytes: 900 },
  ]);
  const told: CountersignEvent[] = [];
  const runs: string[] = [];
  const reading = (async () => {
    for await (const event of clientOver(line).events.stream()) {
      told.push(event);
      const ended = told.filter(({ type, run = "" }) => type === "run.completed" && runs.includes(run));
      if (runs.length === 2 && ended.length === 2) return;
    }
  })();
  await eventually(
    () => line.passed.length,
    (count) => count >= 1,
    { what: "the stream is open", every: 5 },
  );
  const [first, second] = await Promise.all([
    client.startAndSuspend("publish", { key: uniqueKey("one") }),
    client.startAndSuspend("publish", { key: uniqueKey("two") }),
  ]);
  runs.push(first.runId, second.runId);
  for (const { approvalId } of [second, first]) await decide(await client.mintLink(approvalId), { approved: true });
  await reading;
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  for (const runId of runs) {
    const ids = told.filter(({ run }) => run === runId).map(({ id }) => id);
    const all = await allOf(runId);
    // What is told after the end of the run that ended last may still be on its way.
    expect(all.slice(0, ids.length)).toEqual(ids);
    expect(told.filter(({ run }) => run === runId).map(({ type }) => type)).toContain("run.completed");
  }
});

test("a list of approvals is as it is within a moment, without being looked at all the time", async () => {
  const { client, url } = shared();
  await using line = await BadLine.open(url);
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("list") });
  await eventually(
    () => client.listApprovals({ run: runId, status: "pending" }),
    ({ length }) => length === 1,
    { what: "the approval is listed" },
  );
  const seen: (readonly string[])[] = [];
  const gone = new AbortController();
  const watching = watchApprovals({
    client: createClient({ url: line.url, key: KEYS.main }),
    query: { run: runId, status: "pending" },
    pollMs: 3_600_000,
    signal: gone.signal,
    tell: (approvals) => void seen.push(approvals.map(({ id }) => id)),
    fail: (error) => {
      throw error;
    },
  });
  await eventually(
    () => [seen.length, line.passed.length],
    ([lists = 0, passed = 0]) => lists > 0 && passed > 1,
    { what: "the list is there, and the stream is open" },
  );
  await decide(await client.mintLink(approvalId), { approved: true });
  await eventually(
    () => seen.at(-1),
    (ids) => ids?.length === 0,
    { what: "the approval has left the list" },
  );
  expect(seen[0]).toEqual([approvalId]);
  gone.abort();
  await watching;
});
