/** A list that is kept as it is: by events where there are any, by looking where there are none. */
import { expect, test, vi } from "vitest";
import { createClient } from "../../src/client/create-client.ts";
import { watchApprovals } from "../../src/react/watch-approvals.ts";

const POLL = 10_000;

/** A Countersign that answers lists by their number, and events as the test says. */
function watched(events: (signal: AbortSignal) => Response | Promise<Response>) {
  const told: (string | readonly unknown[])[] = [];
  const gone = new AbortController();
  let [lists, isDown] = [0, false];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    if (String(url).endsWith("/api/events")) return events(init?.signal ?? gone.signal);
    if (isDown) throw new TypeError("fetch failed");
    expect(String(url)).toContain("/api/approvals?status=pending");
    lists += 1;
    return Response.json({ items: [lists], nextCursor: null });
  };
  const client = createClient({ url: "https://approve.example.com", fetch, retries: 0 });
  const ended = watchApprovals({
    client,
    query: { status: "pending" },
    pollMs: POLL,
    signal: gone.signal,
    tell: (approvals) => told.push(approvals),
    fail: ({ message }) => told.push(message),
  });
  const goDown = (down: boolean): void => {
    isDown = down;
  };
  return { told, stop: () => (gone.abort(), ended), goDown };
}

function noEvents(): Response {
  return new Response("{}", { status: 404 });
}

test("without events it looks every ten seconds, tells of failures, and looks again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { told, stop, goDown } = watched(noEvents);
  await vi.advanceTimersByTimeAsync(POLL);
  goDown(true);
  await vi.advanceTimersByTimeAsync(POLL);
  goDown(false);
  await vi.advanceTimersByTimeAsync(POLL);
  expect(told).toEqual([[1], [2], "fetch failed", [3]]);
  await stop();
  await vi.advanceTimersByTimeAsync(10 * POLL);
  expect(told).toHaveLength(4);
  vi.useRealTimers();
});

test("an event of an approval is looked at once, and once the list has followed; others are passed over", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (feed = controller) });
  const { told, stop } = watched(() => new Response(body, { headers: { "content-type": "text/event-stream" } }));
  await vi.advanceTimersByTimeAsync(5_000);
  const seen = told.length;
  const say = (type: string): void =>
    feed?.enqueue(new TextEncoder().encode(`id: 1\ndata: ${JSON.stringify({ id: "1", type })}\n\n`));
  say("run.started");
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toHaveLength(seen);
  say("approval.requested");
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toHaveLength(seen + 1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toHaveLength(seen + 2);
  await vi.advanceTimersByTimeAsync(POLL - 1);
  expect(told).toHaveLength(seen + 2);
  await stop();
  vi.useRealTimers();
});

test("what was asked after the first look and before events could tell of it is seen as soon as they can", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { promise, resolve } = Promise.withResolvers<Response>();
  const { told, stop } = watched(() => promise);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual([[1]]);
  resolve(new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }));
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([[1], [2]]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([[1], [2], [3]]);
  await stop();
  vi.useRealTimers();
});
