/** `/ensembles` and `/ensembles/{name}`: what can be run, and running it. */
import type { Visitor } from "../../access/visitor.ts";
import type { Plan } from "../../ensembles/plan.ts";
import { formTexts, valueTexts } from "../../html/form/form-texts.ts";
import { readText } from "../../http/read-body.ts";
import { sendPage } from "../../http/send-page.ts";
import { CountersignError, ERRORS } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { ledgerOf } from "../../ledger/ledger-of.ts";
import { listPlans, requirePlan } from "../../runs/find-plan.ts";
import { MAX_INPUT_BYTES, startRun } from "../../runs/start-run.ts";
import type { PageContext } from "../signed-in.ts";
import { renderEnsemble } from "./ensemble-page.tsx";
import { renderEnsembles } from "./ensembles-page.tsx";
import { parseInput } from "./input-form.ts";
import type { StartAttempt, StartProblem } from "./start-form.tsx";

export async function showEnsembles(c: PageContext, holder: Visitor): Promise<Response> {
  return sendPage(c, (nonce) => renderEnsembles({ nonce, holder, plans: listPlans() }));
}

export async function showEnsemble(c: PageContext, holder: Visitor): Promise<Response> {
  const plan = requirePlan(c.req.param("name") ?? "");
  return sendForm(c, holder, plan, null);
}

/** A form writes most signs as three. */
const MAX_BYTES = 3 * MAX_INPUT_BYTES;

/** What is refused comes back as the same form, with all that was typed. */
export async function startFromForm(c: PageContext, holder: Visitor): Promise<Response> {
  const plan = requirePlan(c.req.param("name") ?? "");
  const texts = formTexts(new URLSearchParams(await readText(c, MAX_BYTES)));
  const typed = valueTexts(texts);
  const input = parseInput(plan.input, typed);
  if (input === null) return sendForm(c, holder, plan, { typed, problem: { kind: "wrong", errors: [] } });
  try {
    const run = await start(c, holder, { plan, input, once: texts.get("once") ?? "" });
    return c.redirect(`/runs/${run.id}`, 303);
  } catch (error) {
    if (!(error instanceof CountersignError) || ERRORS[error.code].status >= 500) throw error;
    return sendForm(c, holder, plan, { typed, problem: problemOf(error) });
  }
}

interface Sent {
  readonly plan: Plan;
  readonly input: JsonObject;
  readonly once: string;
}

function start(c: PageContext, holder: Visitor, { plan, input, once }: Sent) {
  const ledger = ledgerOf(c.env.LEDGER, holder.workspace);
  return startRun(
    { holder, plan, ledger, runs: c.env.RUNS, now: Date.now() },
    {
      ensemble: plan.ensemble,
      input,
      requestedBy: undefined,
      origin: new URL(c.req.url).origin,
      idempotencyKey: /^[0-9a-f-]{36}$/.test(once) ? `form:${once}` : undefined,
    },
  );
}

function problemOf({ code, message, extras }: CountersignError): StartProblem {
  switch (code) {
    case "input-invalid":
      return { kind: "wrong", errors: extras.errors ?? [] };
    case "idempotency-conflict":
      return { kind: "sent-before" };
    default:
      return { kind: "other", detail: message };
  }
}

async function sendForm(c: PageContext, holder: Visitor, plan: Plan, attempt: StartAttempt | null): Promise<Response> {
  // Loaded when a plan is first drawn: what it needs is large.
  const { layOut } = await import("../diagram/lay-out.ts");
  const once = crypto.randomUUID();
  return sendPage(
    c,
    (nonce) => renderEnsemble({ nonce, holder, plan, once, attempt, layOut }),
    attempt === null ? 200 : 422,
  );
}
