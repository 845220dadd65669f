/** `/audit`: what happened, searchable; and whether the chain is whole. */
import type { Visitor } from "../access/visitor.ts";
import { auditFile } from "../ledger/export-audit.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { verifyAudit } from "../ledger/verify-audit.ts";
import { sendPage } from "../http/send-page.ts";
import type { PageContext } from "./signed-in.ts";
import { renderTrail } from "./trail-page.tsx";

const PAGE_SIZE = 100;
const FILTERS = ["run", "approval", "actor"] as const;

export async function showTrail(c: PageContext, holder: Visitor): Promise<Response> {
  const ledger = ledgerOf(c.env.LEDGER, holder.workspace);
  const filters = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = c.req.query(name)?.trim() ?? "";
      return value === "" ? [] : [[name, name === "actor" ? actorOf(value) : value] as const];
    }),
  );
  const cursor = c.req.query("cursor");
  const page = await ledger.listAudit({ limit: PAGE_SIZE, ...filters, ...(cursor === undefined ? {} : { cursor }) });
  const check = c.req.query("check") === undefined ? null : await verifyAudit(ledger);
  return sendPage(c, (nonce) => renderTrail({ nonce, holder, page, filters, check, now: Date.now() }));
}

/** An address alone is somebody's, any other name a key's. */
function actorOf(text: string): string {
  if (/^(?:key|person|run|system):/.test(text)) return text;
  return text.includes("@") ? `person:${text}` : `key:${text}`;
}

/** `/audit/export`: the whole trail as a file. */
export async function sendTrail(c: PageContext, holder: Visitor): Promise<Response> {
  return auditFile(ledgerOf(c.env.LEDGER, holder.workspace), c.req.query("format") === "csv" ? "csv" : "ndjson");
}
