/** `/runs/{id}`: one run, as far as it has come. */
import type { KeyHolder } from "../access/api-key.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { requireRun } from "../runs/start-run.ts";
import { renderRun } from "./run-page.tsx";
import { sendPage } from "../http/send-page.ts";
import type { PageContext } from "./signed-in.ts";

export async function showRun(c: PageContext, holder: KeyHolder): Promise<Response> {
  const run = requireRun(await ledgerOf(c.env.LEDGER, holder.workspace).getRun(c.req.param("id") ?? ""));
  return sendPage(c, (nonce) => renderRun({ nonce, holder, run, now: Date.now() }));
}
