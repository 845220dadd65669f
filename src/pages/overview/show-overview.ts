/** `/overview`: how approvals of the last days went. */
import type { Visitor } from "../../access/visitor.ts";
import { sendPage } from "../../http/send-page.ts";
import { ledgerOf } from "../../ledger/ledger-of.ts";
import type { PageContext } from "../signed-in.ts";
import { renderOverview } from "./overview-page.tsx";

const DAYS = 30;

export async function showOverview(c: PageContext, holder: Visitor): Promise<Response> {
  const now = Date.now();
  const overview = await ledgerOf(c.env.LEDGER, holder.workspace).getOverview(now - DAYS * 86_400_000);
  return sendPage(c, (nonce) => renderOverview({ nonce, holder, overview, days: DAYS, now }));
}
