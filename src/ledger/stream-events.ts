/**
 * Events as a stream that a reader can take up again (server-sent events, WHATWG HTML §9.2). Read from the ledger page
 * by page as the reader takes them: nothing is kept for a slow one, and one that is gone costs nothing.
 */
import type { Event } from "../contract/event.ts";
import { waitAnew } from "../kernel/wait-anew.ts";
import type { EventPage } from "./queries.ts";

/** A sign of life so often, where nothing happens: proxies close what is silent. */
const HEARTBEAT_MS = 15_000;

/** Pages read for one connection: a Worker may call so many times for one request. The reader then comes again. */
const MOST_PAGES = 900;

/** After how long a reader comes again, in milliseconds. */
const COME_AGAIN_MS = 1_000;

type Read = (after: string, waitMs: number) => Promise<EventPage>;

/** @param after - id of the event after which it begins */
export function streamEvents(read: Read, after: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let place = after;
  let pages = 0;
  return new ReadableStream({
    start(controller) {
      // An id without data tells the reader where to go on, should nothing come before the connection breaks.
      controller.enqueue(encoder.encode(`retry: ${COME_AGAIN_MS}\nid: ${place}\n\n`));
    },
    async pull(controller) {
      pages += 1;
      const page = pages > MOST_PAGES ? null : await waitAnew(HEARTBEAT_MS, (left) => read(place, left));
      if (page === undefined) return controller.enqueue(encoder.encode(":\n\n"));
      if (page?.status !== "read") return controller.close();
      controller.enqueue(encoder.encode(textOf(page.events, page.last, place)));
      place = page.last;
      if (page.isOver) controller.close();
    },
  });
}

/** What the query leaves out moves the place too, so that nobody looks at it again. */
function textOf(events: readonly Event[], last: string, place: string): string {
  if (last === place) return ":\n\n";
  const told = events.map((event) => `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  return events.at(-1)?.id === last ? told.join("") : `${told.join("")}id: ${last}\n\n`;
}
