/** `/runs/{id}`: one run, as far as it has come. */
import type { Visitor } from "../access/visitor.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { CountersignError } from "../kernel/errors.ts";
import { sendPage } from "../http/send-page.ts";
import { readRunParams } from "../runs/run-params.ts";
import { requireRun } from "../runs/start-run.ts";
import { stepInputs } from "../runs/step-inputs.ts";
import { runGraph } from "./run-graph.ts";
import { renderRun } from "./run-page.tsx";
import type { PageContext } from "./signed-in.ts";

export async function showRun(c: PageContext, holder: Visitor): Promise<Response> {
  const ledger = ledgerOf(c.env.LEDGER, holder.workspace);
  const id = c.req.param("id") ?? "";
  const [known, start] = await Promise.all([ledger.getRun(id), ledger.getRunStart(id)]);
  const run = requireRun(known);
  if (start === null) throw new CountersignError("not-found", "There is no such run.");
  const params = readRunParams(start);
  const graph = runGraph(params.plan, run);
  const inputs = stepInputs(params, run);
  // Loaded when a plan is first drawn: what it needs is large.
  const { layOut } = await import("./diagram/lay-out.ts");
  return sendPage(c, (nonce) => renderRun({ nonce, holder, run, graph, inputs, now: Date.now(), layOut }));
}
