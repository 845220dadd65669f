/** Follows a stream of server-sent events as a browser's EventSource does: goes on after the last id, and stops at 204. */
import { Event } from "../../src/contract/event.ts";

export interface Told {
  readonly events: readonly Event[];
  /** Where to go on. */
  readonly lastEventId: string;
  /** `gone`: the reader itself went; `closed`: the server ended it; a number: the status of a refusal, or 204. */
  readonly end: "gone" | "closed" | number;
}

export interface Following {
  readonly url: string;
  readonly key: string;
  readonly lastEventId?: string;
  /** The reader goes as soon as these are enough. */
  readonly until?: (events: readonly Event[]) => boolean;
}

/** One connection. */
export async function followOnce({ url, key, lastEventId = "", until = () => false }: Following): Promise<Told> {
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${key}`, ...(lastEventId === "" ? {} : { "last-event-id": lastEventId }) };
  const response = await fetch(url, { headers, signal: leaving.signal });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    return { events: [], lastEventId, end: response.status };
  }
  const told: { events: Event[]; lastEventId: string } = { events: [], lastEventId };
  let rest = "";
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = `${rest}${text}`.split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      take(block, told);
      if (!until(told.events)) continue;
      leaving.abort();
      return { ...told, end: "gone" };
    }
  }
  return { ...told, end: "closed" };
}

/** Comes again and again, after as many events as it wants each time, until it is told to stop. */
export async function followToTheEnd(following: Following): Promise<readonly Event[]> {
  const events: Event[] = [];
  let lastEventId = following.lastEventId ?? "";
  for (;;) {
    const told = await followOnce({ ...following, lastEventId });
    events.push(...told.events);
    lastEventId = told.lastEventId;
    if (typeof told.end === "number") return events;
  }
}

function take(block: string, told: { events: Event[]; lastEventId: string }): void {
  const fields = new Map(block.split("\n").map((line) => [line.split(": ")[0], line.replace(/^[a-z]+: /, "")]));
  told.lastEventId = fields.get("id") ?? told.lastEventId;
  const data = fields.get("data");
  if (data !== undefined) told.events.push(Event.parse(JSON.parse(data)));
}
