/** `/api/audit`: what happened, who did it, and when. */
import { z } from "@hono/zod-openapi";
import { AuditEntry } from "../contract/audit.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { pageOf, pageQuery } from "./parameters.ts";
import { requireCursor } from "./require-cursor.ts";
import { addRoute, type Api } from "./route.ts";

export function addAuditRoutes(api: Api): void {
  addRoute(api, {
    method: "get",
    path: "/api/audit",
    summary: "Read the audit trail, newest first",
    scope: "audit",
    query: z.object({
      ...pageQuery,
      run: z.string().optional(),
      approval: z.string().optional(),
      actor: z.string().optional(),
    }),
    answers: { 200: { description: "A page of the trail", schema: pageOf(AuditEntry) } },
    errors: ["bad-request"],
    handle: async ({ c, env, holder, query }) => {
      requireCursor("audit", query.cursor);
      return c.json(await ledgerOf(env.LEDGER, holder.workspace).listAudit(query));
    },
  });
}
