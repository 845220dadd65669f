/** What can be done about a run from its page. */
import { actorOfVisitor, type Visitor } from "../access/visitor.ts";
import { actorLabel } from "../contract/actor.ts";
import { CountersignError } from "../kernel/errors.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { readText } from "../http/read-body.ts";
import { restartRun } from "../runs/restart-run.ts";
import type { PageContext } from "./signed-in.ts";

const MAX_BYTES = 8 * 1024;

/** One that is over stays as it is: its page says so. */
export async function cancelRun(c: PageContext, holder: Visitor): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const actor = actorLabel(actorOfVisitor(holder));
  const { status } = await ledgerOf(c.env.LEDGER, holder.workspace).cancelRun(id, actor);
  if (status === "not-found") throw new CountersignError("not-found", "There is no such run.");
  return c.redirect(`/runs/${id}`, 303);
}

export async function repeatRun(c: PageContext, holder: Visitor): Promise<Response> {
  const from = new URLSearchParams(await readText(c, MAX_BYTES)).get("from") ?? "";
  const ledger = ledgerOf(c.env.LEDGER, holder.workspace);
  const run = await restartRun(
    { actor: actorOfVisitor(holder), ledger, runs: c.env.RUNS, now: Date.now() },
    {
      runId: c.req.param("id") ?? "",
      from: from === "" ? undefined : from,
      origin: new URL(c.req.url).origin,
    },
  );
  return c.redirect(`/runs/${run.id}`, 303);
}
