/** Events after a place: each is a view of a line of the audit trail, so none is written for its own sake. */
import { Event } from "../contract/event.ts";
import { isRunOver } from "../contract/run.ts";
import { isoTime } from "../kernel/clock.ts";
import { formatEventId, parseEventId } from "../kernel/ids.ts";
import { type JsonObject, parseJson } from "../kernel/json.ts";
import { listOpen } from "./end-run.ts";
import { type EventRow, isPlaceKnown, listEventRows } from "./event-store.ts";
import type { EventPage, EventQuery } from "./queries.ts";
import { loadRunHead } from "./run-store.ts";

/** Lines looked at for one page. */
const SCAN = 100;

/** The place before the first event. */
export const NO_EVENT = formatEventId(0, "");

/** Where nothing was ever written. */
export function readNoEvents({ run, after }: EventQuery): EventPage {
  if (run !== undefined) return { status: "unknown-run" };
  return after === NO_EVENT ? { status: "read", events: [], last: after, isOver: false } : { status: "unknown-event" };
}

export function readEvents(sql: SqlStorage, query: EventQuery): EventPage {
  const { run = null } = query;
  if (run !== null && loadRunHead(sql, run) === null) return { status: "unknown-run" };
  const place = parseEventId(query.after);
  if (place === null || !isPlaceKnown(sql, place)) return { status: "unknown-event" };
  const rows = listEventRows(sql, { after: place.seq, run, limit: SCAN });
  const last = rows.at(-1);
  return {
    status: "read",
    events: rows.flatMap((row) => eventOf(row) ?? []).filter((event) => isWanted(event, query)),
    last: last === undefined ? query.after : formatEventId(last.seq, last.hash),
    isOver: run !== null && rows.length < SCAN && isSettled(sql, run),
  };
}

/** `null` for a line that is no event. What events do not show of a line's detail is left out here. */
export function eventOf({ seq, hash, type, at, actor, runId, approvalId, ensemble, detail }: EventRow): Event | null {
  const event = Event.safeParse({
    id: formatEventId(seq, hash),
    type,
    at: isoTime(at),
    ...(runId === null ? {} : { run: runId }),
    ...(approvalId === null ? {} : { approval: approvalId }),
    ensemble,
    data: { ...parseJson<JsonObject>(detail), by: actor },
  });
  return event.success ? event.data : null;
}

function isWanted({ type, ensemble }: Event, query: EventQuery): boolean {
  return (query.types?.includes(type) ?? true) && (query.ensemble === undefined || query.ensemble === ensemble);
}

/** Nothing comes any more: also its approvals have told how they ended. */
function isSettled(sql: SqlStorage, runId: string): boolean {
  const run = loadRunHead(sql, runId);
  return run !== null && isRunOver(run.status) && listOpen(sql, runId).length === 0;
}
