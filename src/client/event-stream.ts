/** Server-sent events over fetch, so that they can carry a key: a stream that breaks is taken up after the last event. */
import { createParser } from "eventsource-parser";
import { CountersignApiError } from "./api-error.ts";
import type { Connection } from "./connection.ts";
import type { CountersignEvent, EventOptions } from "./events.ts";
import { pause } from "./pause.ts";
import { within } from "./within.ts";

const FIRST_PAUSE = 1_000;

const LONGEST_PAUSE = 30_000;

/** What is known between two connections. */
interface Place {
  lastEventId: string | undefined;
  /** Until the next connection, in milliseconds; the server may say how long. */
  pauseMs: number;
}

/** A place may come without an event: where the stream begins, and where it passed over what is not told. */
type Arrived = { readonly kind: "place"; readonly id: string } | { readonly kind: "event"; readonly text: string };

/** @throws CountersignApiError where the server refuses; a server that is away is waited for */
export async function* readEvents(
  connection: Connection,
  path: string,
  { lastEventId, signal, onOpen }: EventOptions,
): AsyncGenerator<CountersignEvent, void> {
  const place: Place = { lastEventId, pauseMs: FIRST_PAUSE };
  for (let failures = 0; ; failures += 1) {
    const leaving = new AbortController();
    const own = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
    try {
      const stream = await openStream(connection, path, place, own);
      if (stream === "over") return;
      if (stream !== "away") {
        failures = 0;
        onOpen?.();
        yield* eventsOf(stream, place, connection.timeoutMs);
      }
    } finally {
      leaving.abort();
    }
    signal?.throwIfAborted();
    await pause(Math.min(place.pauseMs * 2 ** failures, LONGEST_PAUSE), signal);
  }
}

async function openStream(
  connection: Connection,
  path: string,
  { lastEventId }: Place,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array> | "away" | "over"> {
  const headers = {
    accept: "text/event-stream",
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
  };
  try {
    const response = await within(connection.timeoutMs, connection.open(path, headers, signal));
    return response?.body ?? "away";
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CountersignApiError)) return "away";
    // By the standard, 204 tells the client to come no more.
    if (error.status === 204) return "over";
    if (error.status === 429 || error.status >= 500) return "away";
    throw error;
  }
}

/** The events of one connection, until it ends, breaks or falls silent. */
async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  place: Place,
  silenceMs: number,
): AsyncGenerator<CountersignEvent, void> {
  let arrived: Arrived[] = [];
  const parser = createParser({
    onId: (id) => void arrived.push({ kind: "place", id }),
    onEvent: ({ data }) => void arrived.push({ kind: "event", text: data }),
    onRetry: (ms) => {
      place.pauseMs = ms;
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let part = await nextPart(reader, silenceMs); part !== null; part = await nextPart(reader, silenceMs)) {
      parser.feed(decoder.decode(part, { stream: true }));
      const news = arrived;
      arrived = [];
      for (const one of news) {
        if (one.kind === "place") place.lastEventId = one.id;
        else yield JSON.parse(one.text) as CountersignEvent;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** `null` where the connection ended or broke, or where not even a sign of life came for so long. */
async function nextPart(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  silenceMs: number,
): Promise<Uint8Array | null> {
  try {
    return (await within(silenceMs, reader.read()))?.value ?? null;
  } catch {
    return null;
  }
}
