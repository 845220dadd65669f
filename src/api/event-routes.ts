/** `/api/events` and `/api/runs/{id}/events`: what happens, as it happens. */
import { z } from "@hono/zod-openapi";
import { Event, EVENT_TYPES } from "../contract/event.ts";
import { CountersignError } from "../kernel/errors.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import type { LedgerPort } from "../ledger/port.ts";
import type { EventPage, EventQuery } from "../ledger/queries.ts";
import { NO_EVENT } from "../ledger/read-events.ts";
import { streamEvents } from "../ledger/stream-events.ts";
import { type ApiContext, addRoute, type Api } from "./route.ts";

const eventId = z.string().max(64);

const query = z.object({
  types: z
    .string()
    .max(1_000)
    .transform((text) => text.split(",").map((type) => type.trim()))
    .pipe(z.array(z.enum(EVENT_TYPES)))
    .optional()
    .openapi({ type: "string", description: "only these, separated by commas" }),
  ensemble: z.string().optional(),
  lastEventId: eventId.optional().openapi({ description: "goes on after this event; evt_0: from the first" }),
});

const headers = z.object({
  "last-event-id": eventId
    .optional()
    .openapi({ description: "as lastEventId, and before it: readers send it by themselves" }),
});

const answers = {
  200: { description: "Events, as they happen", schema: Event, type: "text/event-stream" },
  204: { description: "Everything was told: do not come again" },
} as const;

type Context = ApiContext<z.output<typeof query>, unknown>;

export function addEventRoutes(api: Api): void {
  addRoute(api, {
    method: "get",
    path: "/api/events",
    summary: "Follow what happens in the workspace",
    scope: "runs",
    query,
    headers,
    answers,
    errors: ["bad-request"],
    handle: async (context) => {
      const ledger = ledgerOf(context.env.LEDGER, context.holder.workspace);
      return follow(ledger, context, {}, placeOf(context) ?? (await ledger.newestEvent()));
    },
  });

  addRoute(api, {
    method: "get",
    path: "/api/runs/{id}/events",
    summary: "Follow a run to its end",
    scope: "runs",
    query,
    headers,
    answers,
    errors: ["bad-request", "not-found"],
    handle: async (context) => {
      const ledger = ledgerOf(context.env.LEDGER, context.holder.workspace);
      return follow(ledger, context, { run: context.params["id"] ?? "" }, placeOf(context) ?? NO_EVENT);
    },
  });
}

/** What a reader that comes again says of itself goes before what its address says, which it repeats. */
function placeOf({ c, query: { lastEventId } }: Context): string | undefined {
  const header = c.req.header("last-event-id");
  return header === undefined || header === "" ? lastEventId : header;
}

async function follow(
  ledger: LedgerPort,
  { c, query: { types, ensemble } }: Context,
  scope: Pick<EventQuery, "run">,
  after: string,
): Promise<Response> {
  const filter = {
    ...scope,
    ...(types === undefined ? {} : { types }),
    ...(ensemble === undefined ? {} : { ensemble }),
  };
  const first = await ledger.readEvents({ ...filter, after, waitMs: 0 });
  if (isAllTold(first, after)) return c.body(null, 204);
  const read = (place: string, waitMs: number) => ledger.readEvents({ ...filter, after: place, waitMs });
  return c.body(streamEvents(read, after), 200, { "content-type": "text/event-stream; charset=utf-8" });
}

/** Whether somebody who comes again has been told everything; refuses who asks for what is not there. */
function isAllTold(page: EventPage, after: string): boolean {
  switch (page.status) {
    case "unknown-run":
      throw new CountersignError("not-found", "There is no such run.");
    case "unknown-event":
      throw new CountersignError("bad-request", "The last event's id is none of this workspace.");
    case "read":
      return page.isOver && page.last === after;
    default:
      return page satisfies never;
  }
}
