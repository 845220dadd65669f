/** What a webhook is to be told next. */
import type { Event, EventType } from "../contract/event.ts";
import { parseJson } from "../kernel/json.ts";
import { listEventRows } from "./event-store.ts";
import { eventOf } from "./read-events.ts";
import type { WebhookRow } from "./webhook-store.ts";

/** Events sent in one attempt, one after the other. */
const BATCH = 20;

/** Lines looked at in one go. */
const SCAN = 200;

export interface Telling {
  readonly events: readonly { readonly seq: number; readonly event: Event }[];
  /** Number of the line up to which nothing else is wanted. */
  readonly upTo: number;
}

/** Oldest first. */
export function nextEvents(sql: SqlStorage, { cursor, types }: Pick<WebhookRow, "cursor" | "types">): Telling {
  const wanted = parseJson<readonly EventType[]>(types);
  const rows = listEventRows(sql, { after: cursor, run: null, limit: SCAN });
  const fitting = rows.flatMap((row) => {
    const event = eventOf(row);
    return event !== null && (wanted.length === 0 || wanted.includes(event.type)) ? [{ seq: row.seq, event }] : [];
  });
  const events = fitting.slice(0, BATCH);
  const last = fitting.length > BATCH ? events.at(-1) : rows.at(-1);
  return { events, upTo: last?.seq ?? cursor };
}
