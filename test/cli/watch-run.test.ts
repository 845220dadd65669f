/** A run is watched by its events: it is looked at when one says so, and now and then where none does. */
import { expect, test, vi } from "vitest";
import { watchRun } from "../../src/cli/watch-run.ts";
import { createClient } from "../../src/client/create-client.ts";

const RUN = `run_${"0".repeat(32)}`;

/** A Countersign whose run is as the test says. */
function watched(events: (() => Response) | "refused") {
  const lines: string[] = [];
  let looks = 0;
  let [status, path] = ["suspended", "ask"];
  const fetch: typeof globalThis.fetch = async (url) => {
    if (String(url).endsWith("/events")) return events === "refused" ? new Response("{}", { status: 403 }) : events();
    looks += 1;
    return Response.json({ id: RUN, status, steps: [{ path, status: "completed" }] });
  };
  const client = createClient({ url: "https://approve.example.com", fetch, retries: 0 });
  const ended = watchRun(client, RUN, (line) => lines.push(line));
  const become = (next: string, step: string): void => {
    [status, path] = [next, step];
  };
  return { ended, lines, become, looks: () => looks };
}

test("an event is looked at once; a step is told once; the end ends the watch and its stream", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isOpen = true;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (feed = controller),
    cancel: () => void (isOpen = false),
  });
  const { ended, lines, become, looks } = watched(() => new Response(body));
  const say = async (id: string): Promise<void> => {
    feed?.enqueue(new TextEncoder().encode(`id: ${id}\ndata: {"id":"${id}","type":"run.resumed"}\n\n`));
    await vi.advanceTimersByTimeAsync(0);
  };
  await vi.advanceTimersByTimeAsync(0);
  await say("evt_1");
  expect([looks(), lines]).toEqual([2, ["ask: completed"]]);
  become("completed", "publish");
  await say("evt_2");
  expect(await ended).toMatchObject({ status: "completed" });
  expect(lines).toEqual(["ask: completed", "publish: completed", `${RUN}: completed`]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([looks(), isOpen]).toEqual([3, false]);
  vi.useRealTimers();
});

test("without events it is looked at every five seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { ended, become, looks } = watched("refused");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(looks()).toBe(2);
  become("rejected", "ask");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await ended).toMatchObject({ status: "rejected" });
  vi.useRealTimers();
});
