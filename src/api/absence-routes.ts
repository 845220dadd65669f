/** `/api/absences`: who is away, and who stands in for them. */
import { z } from "@hono/zod-openapi";
import { requireAbsence, requirePerson } from "../approvals/require-absence.ts";
import { Absence, AbsenceBody } from "../contract/absence.ts";
import { actorLabel } from "../contract/actor.ts";
import { isoTime, systemClock } from "../kernel/clock.ts";
import { CountersignError } from "../kernel/errors.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import type { Absence as KnownAbsence } from "../ledger/port.ts";
import { pageOf, pageQuery } from "./parameters.ts";
import { requireCursor } from "./require-cursor.ts";
import { addRoute, type Api } from "./route.ts";

export function addAbsenceRoutes(api: Api): void {
  addRoute(api, {
    method: "get",
    path: "/api/absences",
    summary: "Who is away, now or later; the absence that begins last comes first",
    scope: "approvals",
    query: z.object(pageQuery),
    answers: { 200: { description: "A page of absences that are not over", schema: pageOf(Absence) } },
    errors: ["bad-request"],
    handle: async ({ c, env, holder, query }) => {
      requireCursor("absences", query.cursor);
      const { items, nextCursor } = await ledgerOf(env.LEDGER, holder.workspace).listAbsences(query);
      return c.json({ items: items.map(describeAbsence), nextCursor });
    },
  });

  addRoute(api, {
    method: "put",
    path: "/api/absences/{person}",
    summary: "Say that a person is away, and who stands in",
    scope: "approvals",
    body: { schema: AbsenceBody },
    answers: { 200: { description: "The absence", schema: Absence } },
    errors: ["absence-invalid", "delegate-loop", "address-invalid"],
    handle: async ({ c, env, holder, params: { person = "" }, body }) => {
      const absence = requireAbsence(person, body, systemClock());
      const actor = actorLabel({ kind: "key", name: holder.name });
      return c.json(describeAbsence(await ledgerOf(env.LEDGER, holder.workspace).setAbsence(absence, actor)));
    },
  });

  addRoute(api, {
    method: "delete",
    path: "/api/absences/{person}",
    summary: "Say that a person is back, or will not be away",
    scope: "approvals",
    answers: { 200: { description: "The absence that there was", schema: Absence } },
    errors: ["bad-request", "not-found"],
    handle: async ({ c, env, holder, params: { person = "" } }) => {
      const actor = actorLabel({ kind: "key", name: holder.name });
      const ended = await ledgerOf(env.LEDGER, holder.workspace).endAbsence(requirePerson(person), actor);
      if (ended === null) throw new CountersignError("not-found", "Nobody of that name is away.");
      return c.json(describeAbsence(ended));
    },
  });
}

function describeAbsence({ person, from, until, delegate }: KnownAbsence): Absence {
  return { person, from: isoTime(from), until: isoTime(until), delegate };
}
