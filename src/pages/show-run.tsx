/** `/runs/{id}`: one run, as far as it has come. */
import type { Visitor } from "../access/visitor.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { CountersignError } from "../kernel/errors.ts";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { formTexts } from "../html/form/form-texts.ts";
import { words } from "../html/words/words.ts";
import type { FormEntries } from "../http/read-form.ts";
import { sendPage } from "../http/send-page.ts";
import { readRunParams } from "../runs/run-params.ts";
import { requireRun } from "../runs/start-run.ts";
import { stepInputs } from "../runs/step-inputs.ts";
import { runGraph } from "./run-graph.ts";
import { RUN_ACTIONS } from "./run-facts.tsx";
import type { RunTold } from "./run-page.tsx";
import { SignedInAgain } from "./signed-in-again.tsx";
import type { PageContext } from "./signed-in.ts";

export async function showRun(c: PageContext, holder: Visitor): Promise<Response> {
  return sendRun(c, holder, { id: c.req.param("id") ?? "", told: null, status: 200 });
}

/** After signing in: with what was about to be done about it, not done yet. */
export async function showRunAgain(c: PageContext, holder: Visitor, id: string, sent: FormEntries): Promise<Response> {
  return sendRun(c, holder, {
    id,
    told: { notice: <SignedInAgain at={RUN_ACTIONS} />, from: fromIn(sent) },
    status: 200,
  });
}

/** From where it is to be run again; `""` is the start. */
export function fromIn(sent: FormEntries): string {
  return formTexts(sent).get("from") ?? "";
}

interface RunToSend {
  readonly id: string;
  readonly told: RunTold | null;
  readonly status: ContentfulStatusCode;
}

export async function sendRun(c: PageContext, holder: Visitor, { id, told, status }: RunToSend): Promise<Response> {
  const ledger = ledgerOf(c.env.LEDGER, holder.workspace);
  const [known, start] = await Promise.all([ledger.getRun(id), ledger.getRunStart(id)]);
  const run = requireRun(known);
  if (start === null) throw new CountersignError("not-found", words.pages.wrong.noRun);
  const params = readRunParams(start);
  const graph = runGraph(params.plan, run);
  const inputs = stepInputs(params, run);
  // Loaded when a run is first shown: what they need is large.
  const [{ layOut }, { renderRun }] = await Promise.all([import("./diagram/lay-out.ts"), import("./run-page.tsx")]);
  const now = Date.now();
  return sendPage(c, (nonce) => renderRun({ nonce, holder, run, graph, inputs, now, layOut, told }), status);
}
