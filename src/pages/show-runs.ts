/** `/runs`: what has been run. */
import type { Visitor } from "../access/visitor.ts";
import { RunStatus } from "../contract/run.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { renderRuns } from "./runs-page.tsx";
import { sendPage } from "../http/send-page.ts";
import type { PageContext } from "./signed-in.ts";

const PAGE_SIZE = 50;

export async function showRuns(c: PageContext, holder: Visitor): Promise<Response> {
  const status = RunStatus.safeParse(c.req.query("status"));
  const ensemble = c.req.query("ensemble")?.trim() ?? "";
  const cursor = c.req.query("cursor");
  const filters = { ...(status.success ? { status: status.data } : {}), ...(ensemble === "" ? {} : { ensemble }) };
  const page = await ledgerOf(c.env.LEDGER, holder.workspace).listRuns({
    limit: PAGE_SIZE,
    ...filters,
    ...(cursor === undefined ? {} : { cursor }),
  });
  return sendPage(c, (nonce) => renderRuns({ nonce, holder, page, filters, now: Date.now() }));
}
