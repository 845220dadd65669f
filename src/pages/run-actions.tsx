/** What can be done about a run from its page. What comes too late, or is refused, is told on the page itself. */
import { actorOfVisitor, type Visitor } from "../access/visitor.ts";
import { actorLabel } from "../contract/actor.ts";
import { Notice } from "../html/notice.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { CountersignError, ERRORS } from "../kernel/errors.ts";
import { asKnownError } from "../http/problem.ts";
import { readForm } from "../http/read-form.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { restartRun } from "../runs/restart-run.ts";
import { fromIn, sendRun } from "./show-run.tsx";
import type { PageContext } from "./signed-in.ts";

const MAX_BYTES = 8 * 1024;

export async function cancelRun(c: PageContext, holder: Visitor): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const actor = actorLabel(actorOfVisitor(holder));
  const { status } = await ledgerOf(c.env.LEDGER, holder.workspace).cancelRun(id, actor);
  if (status === "not-found") throw new CountersignError("not-found", words.pages.wrong.noRun);
  if (status === "cancelled") return c.redirect(`/runs/${id}`, 303);
  const notice = (
    <Notice kind="problem" title={words.pages.run.overBefore}>
      <p>{words.pages.run.overBeforeWhat}</p>
    </Notice>
  );
  return sendRun(c, holder, { id, told: { notice, from: "" }, status: 409 });
}

export async function repeatRun(c: PageContext, holder: Visitor): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const from = fromIn(await readForm(c, MAX_BYTES));
  try {
    const run = await restart(c, holder, id, from);
    return c.redirect(`/runs/${run.id}`, 303);
  } catch (error) {
    const { code, message } = asKnownError(error);
    if (code === "not-found" || ERRORS[code].status >= 500) throw error;
    const notice = (
      <Notice kind="problem" title={words.pages.run.notRestarted}>
        <p>
          <Text value={message} />
        </p>
      </Notice>
    );
    return sendRun(c, holder, { id, told: { notice, from }, status: ERRORS[code].status });
  }
}

function restart(c: PageContext, holder: Visitor, runId: string, from: string) {
  return restartRun(
    {
      actor: actorOfVisitor(holder),
      ledger: ledgerOf(c.env.LEDGER, holder.workspace),
      runs: c.env.RUNS,
      now: Date.now(),
    },
    { runId, from: from === "" ? undefined : from, origin: new URL(c.req.url).origin },
  );
}
