/** `/ensembles` and `/ensembles/{name}`: what can be run, and running it. */
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Visitor } from "../../access/visitor.ts";
import type { Plan } from "../../ensembles/plan.ts";
import { formTexts, valueTexts } from "../../html/form/form-texts.ts";
import { asKnownError } from "../../http/problem.ts";
import { type FormEntries, readForm } from "../../http/read-form.ts";
import { sendPage } from "../../http/send-page.ts";
import { type CountersignError, ERRORS } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { ledgerOf } from "../../ledger/ledger-of.ts";
import { listPlans, requirePlan } from "../../runs/find-plan.ts";
import { startRun } from "../../runs/start-run.ts";
import { MOST_KEPT } from "../kept-form.ts";
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

/** What is refused comes back as the same form, with all that was typed. */
export async function startFromForm(c: PageContext, holder: Visitor): Promise<Response> {
  const texts = formTexts(await readForm(c, MOST_KEPT));
  const plan = requirePlan(c.req.param("name") ?? "");
  const typed = valueTexts(texts);
  const once = onceIn(texts);
  if (hasChanged(plan, texts)) return sendForm(c, holder, plan, { typed, once, problem: { kind: "changed" } });
  const input = parseInput(plan.input, typed);
  if (input === null) return sendForm(c, holder, plan, { typed, once, problem: { kind: "wrong", errors: [] } });
  try {
    const run = await start(c, holder, { plan, input, once });
    return c.redirect(`/runs/${run.id}`, 303);
  } catch (error) {
    return sendForm(c, holder, plan, { typed, once, problem: problemOf(asKnownError(error)) });
  }
}

/** After signing in: the form as it was filled in, not sent yet. */
export async function showStartAgain(
  c: PageContext,
  holder: Visitor,
  name: string,
  sent: FormEntries,
): Promise<Response> {
  const plan = requirePlan(name);
  const texts = formTexts(sent);
  const problem: StartProblem = hasChanged(plan, texts) ? { kind: "changed" } : { kind: "unsent" };
  return sendForm(c, holder, plan, { typed: valueTexts(texts), once: onceIn(texts), problem });
}

/** Whether it is another ensemble than the one whose page was open. */
function hasChanged(plan: Plan, texts: ReadonlyMap<string, string>): boolean {
  const shown = texts.get("plan");
  return shown !== undefined && shown !== plan.hash;
}

/** `null` where it is none of ours. */
function onceIn(texts: ReadonlyMap<string, string>): string | null {
  const once = texts.get("once") ?? "";
  return /^[0-9a-f-]{36}$/.test(once) ? once : null;
}

interface Sent {
  readonly plan: Plan;
  readonly input: JsonObject;
  readonly once: string | null;
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
      idempotencyKey: once === null ? undefined : `form:${once}`,
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
      return ERRORS[code].status >= 500 ? { kind: "unsure" } : { kind: "other", detail: message };
  }
}

async function sendForm(c: PageContext, holder: Visitor, plan: Plan, attempt: StartAttempt | null): Promise<Response> {
  // Loaded when a plan is first drawn: what it needs is large.
  const { layOut } = await import("../diagram/lay-out.ts");
  const once = attempt === null || attempt.once === null || isUsedUp(attempt) ? crypto.randomUUID() : attempt.once;
  return sendPage(
    c,
    (nonce) => renderEnsemble({ nonce, holder, plan, once, attempt, layOut }),
    attempt === null ? 200 : STATUS[attempt.problem.kind],
  );
}

/** Whether it has started a run, and would start none with what stands in the form now. */
function isUsedUp({ problem }: StartAttempt): boolean {
  return problem.kind === "sent-before";
}

const STATUS = {
  unsent: 200,
  wrong: 422,
  "sent-before": 422,
  changed: 409,
  other: 422,
  unsure: 500,
} as const satisfies Record<StartProblem["kind"], ContentfulStatusCode>;
