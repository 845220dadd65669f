/** `/`: what waits for whoever is signed in, what waits at all, and what was decided. */
import { requireScope } from "../../access/api-key.ts";
import type { Visitor } from "../../access/visitor.ts";
import { sendPage } from "../../http/send-page.ts";
import { ledgerOf } from "../../ledger/ledger-of.ts";
import { placesOf } from "../frame.tsx";
import type { PageContext } from "../signed-in.ts";
import { renderInbox } from "./inbox-page.tsx";
import { ledgerQuery, parseInboxQuery } from "./inbox-query.ts";
import { seesAll } from "../find-request.ts";

export async function showInbox(c: PageContext, visitor: Visitor): Promise<Response> {
  const [first] = placesOf(visitor);
  if (first === undefined) requireScope(visitor, "approvals");
  if (first !== undefined && first.place !== "inbox") return c.redirect(first.path, 303);
  const now = Date.now();
  const query = parseInboxQuery(visitor, new URL(c.req.url).searchParams);
  const ledger = ledgerOf(c.env.LEDGER, visitor.workspace);
  const [page, mine, waiting] = await Promise.all([
    ledger.listApprovals(ledgerQuery(visitor, query, now)),
    visitor.person === null ? null : ledger.countOpenApprovals(visitor.person),
    seesAll(visitor) ? ledger.countOpenApprovals(null) : null,
  ]);
  return sendPage(c, (nonce) => renderInbox({ nonce, visitor, query, page, counts: { mine, waiting }, now }));
}
