/** Server-sent events over fetch, so that they can carry a key: a stream that breaks is taken up after the last event. */
import { createParser } from "eventsource-parser";
import { CountersignApiError } from "./api-error.ts";
import type { Connection } from "./connection.ts";
import type { CountersignEvent, EventOptions } from "./events.ts";
import { pause } from "./pause.ts";

const FIRST_PAUSE = 1_000;

const LONGEST_PAUSE = 30_000;

/** What is known between two connections. */
interface Place {
  lastEventId: string | undefined;
  /** Until the next connection, in milliseconds; the server may say how long. */
  pauseMs: number;
}

/** @throws CountersignApiError where the server refuses; a server that is away is waited for */
export async function* readEvents(
  connection: Connection,
  path: string,
  { lastEventId, signal }: EventOptions,
): AsyncGenerator<CountersignEvent, void> {
  const place: Place = { lastEventId, pauseMs: FIRST_PAUSE };
  for (let failures = 0; ; failures += 1) {
    const response = await openStream(connection, path, place, signal);
    if (response === "over") return;
    if (response !== "away") {
      for await (const event of eventsOf(response, place, signal)) {
        failures = 0;
        yield event;
      }
    }
    await pause(Math.min(place.pauseMs * 2 ** failures, LONGEST_PAUSE), signal);
  }
}

async function openStream(
  connection: Connection,
  path: string,
  { lastEventId }: Place,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array> | "away" | "over"> {
  const headers = {
    accept: "text/event-stream",
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
  };
  try {
    return (await connection.open(path, headers, signal)).body ?? "away";
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof CountersignApiError)) return "away";
    // By the standard, 204 tells the client to come no more.
    if (error.status === 204) return "over";
    if (error.status === 429 || error.status >= 500) return "away";
    throw error;
  }
}

/** The events of one connection, until it ends or breaks. */
async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  place: Place,
  signal: AbortSignal | undefined,
): AsyncGenerator<CountersignEvent, void> {
  let arrived: { readonly id: string | undefined; readonly event: CountersignEvent }[] = [];
  const parser = createParser({
    onEvent: ({ id, data }) => void arrived.push({ id, event: JSON.parse(data) as CountersignEvent }),
    onRetry: (ms) => {
      place.pauseMs = ms;
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let part = await nextPart(reader, signal); part !== null; part = await nextPart(reader, signal)) {
      parser.feed(decoder.decode(part, { stream: true }));
      const events = arrived;
      arrived = [];
      for (const { id, event } of events) {
        place.lastEventId = id ?? place.lastEventId;
        yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** `null` where the connection ended or broke. */
async function nextPart(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | null> {
  try {
    return (await reader.read()).value ?? null;
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}
