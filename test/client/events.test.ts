/** The stream of events outlives its connections: nothing is missed, nothing comes twice. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient, type CountersignEvent } from "../../src/client/create-client.ts";

/** What one connection does. */
type Script = (response: ServerResponse, request: IncomingMessage) => void;

let scripts: Script[] = [];
let places: (string | undefined)[] = [];
let url = "";
let close: () => Promise<void>;

beforeEach(async () => {
  scripts = [];
  places = [];
  const server = createServer((request, response) => {
    places.push(request.headers["last-event-id"]?.toString());
    scripts.shift()?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
});

afterEach(() => close());

function event(id: number): string {
  const data = {
    id: String(id),
    type: "run.started",
    at: "2026-01-01T09:00:00.000Z",
    ensemble: "pay",
    data: { n: "ü" },
  };
  return `id: ${id}\nevent: run.started\ndata: ${JSON.stringify(data)}\n\n`;
}

function stream(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { "content-type": "text/event-stream" });
}

async function take(count: number, events: AsyncGenerator<CountersignEvent, void>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of events) {
    ids.push(id);
    if (ids.length === count) break;
  }
  return ids;
}

const events = (lastEventId?: string) =>
  createClient({ url, key: "k" }).events.stream(lastEventId === undefined ? {} : { lastEventId });

test("a connection that ends, breaks in the middle of an event, or is refused for now, is taken up after the last event", async () => {
  scripts = [
    (response) => stream(response).end(`retry: 1\n\n${event(1)}${event(2)}`),
    (response) => {
      stream(response).write(`${event(3)}${event(4).slice(0, -20)}`);
      setTimeout(() => response.socket?.destroy(), 20);
    },
    (response) => response.writeHead(503).end(),
    (response) => response.socket?.destroy(),
    (response) => stream(response).write(`: hello\n\n${event(4)}${event(5)}`),
  ];
  expect(await take(5, events())).toEqual(["1", "2", "3", "4", "5"]);
  expect(places).toEqual([undefined, "2", "3", "3", "3"]);
});

test("a place without an event is taken for where to go on: nothing that comes between two connections is missed", async () => {
  scripts = [
    (response) => stream(response).end("retry: 1\nid: 6\n\n"),
    (response) => stream(response).end(`${event(7)}id: 9\n\n`),
    (response) => response.writeHead(204).end(),
  ];
  expect(await take(9, events())).toEqual(["7"]);
  expect(places).toEqual([undefined, "6", "9"]);
});

test("a connection that is silent, or never answers, is given up and taken up again", async () => {
  scripts = [
    () => undefined,
    (response) => stream(response).write(`retry: 1\n\n${event(1)}`),
    (response) => stream(response).write(event(2)),
  ];
  const patient = createClient({ url, key: "k", timeoutMs: 50 });
  expect(await take(2, patient.events.stream())).toEqual(["1", "2"]);
  expect(places).toEqual([undefined, undefined, "1"]);
});

test("characters and lines that arrive in pieces are put together", async () => {
  const bytes = Buffer.from(event(1));
  scripts = [
    (response) => {
      stream(response);
      for (const byte of bytes) response.write(Buffer.of(byte));
    },
  ];
  for await (const { data } of events()) {
    expect(data).toEqual({ n: "ü" });
    break;
  }
});

test("a reader goes on where it once was, under its key", async () => {
  let authorization: string | undefined;
  scripts = [
    (response, request) => {
      authorization = request.headers.authorization;
      stream(response).write(event(8));
    },
  ];
  expect(await take(1, events("7"))).toEqual(["8"]);
  expect([places, authorization]).toEqual([["7"], "Bearer k"]);
});

test("a refusal is told, and not asked for again", async () => {
  scripts = [
    (response) =>
      response
        .writeHead(403, { "content-type": "application/problem+json" })
        .end('{"code":"scope-missing","detail":"The key may not."}'),
  ];
  await expect(take(1, events())).rejects.toMatchObject({ status: 403, code: "scope-missing" });
  expect(places).toHaveLength(1);
});

test("204 ends the stream for good", async () => {
  scripts = [
    (response) => stream(response).end(`retry: 1\n\n${event(1)}`),
    (response) => response.writeHead(204).end(),
  ];
  expect(await take(9, events())).toEqual(["1"]);
});

test("whoever stops reading hangs up; whoever calls it off is told so", async () => {
  const gone = new Promise<void>((resolve) => {
    scripts = [
      (response) => {
        response.on("close", () => resolve());
        stream(response).write(event(1));
      },
      (response) => stream(response).write(": nothing yet\n\n"),
    ];
  });
  expect(await take(1, events())).toEqual(["1"]);
  await gone;

  const controller = new AbortController();
  const reading = take(1, createClient({ url, key: "k" }).events.stream({ signal: controller.signal }));
  setTimeout(() => controller.abort(new Error("enough")), 20);
  await expect(reading).rejects.toThrow("enough");
});
