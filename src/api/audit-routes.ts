/** `/api/audit`: what happened, who did it, and when. */
import { z } from "@hono/zod-openapi";
import { AuditCheck, AuditEntry } from "../contract/audit.ts";
import { auditFile } from "../ledger/export-audit.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { verifyAudit } from "../ledger/verify-audit.ts";
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

  addRoute(api, {
    method: "get",
    path: "/api/audit/verify",
    summary: "Check that no entry of the trail was changed, left out or put in between",
    scope: "audit",
    answers: { 200: { description: "Whether the chain is whole", schema: AuditCheck } },
    errors: [],
    handle: async ({ c, env, holder }) => {
      const check = await verifyAudit(ledgerOf(env.LEDGER, holder.workspace));
      return c.json(
        check.status === "whole"
          ? { valid: true, entries: check.lastSeq, head: check.head }
          : { valid: false, brokenAt: check.at },
      );
    },
  });

  addRoute(api, {
    method: "get",
    path: "/api/audit/export",
    summary: "The whole trail as a file, oldest first, with the hashes of its chain",
    scope: "audit",
    query: z.object({ format: z.enum(["ndjson", "csv"]).default("ndjson") }),
    answers: { 200: { description: "NDJSON, or CSV where asked for", schema: z.string() } },
    errors: ["bad-request"],
    handle: async ({ env, holder, query }) => auditFile(ledgerOf(env.LEDGER, holder.workspace), query.format),
  });
}
