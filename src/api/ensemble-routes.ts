/** `/api/ensembles`: what can be run, and running it. */
import { z } from "@hono/zod-openapi";
import { EnsembleDescription } from "../contract/ensemble.ts";
import { isRunOver, Run, StartRunBody } from "../contract/run.ts";
import { describePlan } from "../ensembles/describe-plan.ts";
import { preferredWait } from "../http/prefer.ts";
import type { JsonObject } from "../kernel/json.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { findPlan, listPlans, requirePlan } from "../runs/find-plan.ts";
import { MAX_INPUT_BYTES, requireRun, startRun } from "../runs/start-run.ts";
import { waitForRun } from "../runs/wait-for-run.ts";
import { idempotencyHeader, idempotencyKey } from "./idempotency-key.ts";
import { preferHeader } from "./parameters.ts";
import { addRoute, type Api } from "./route.ts";

/** Room for the rest of the body beside the input. */
const MAX_BODY_BYTES = MAX_INPUT_BYTES + 4096;

export function addEnsembleRoutes(api: Api): void {
  addRoute(api, {
    method: "get",
    path: "/api/ensembles",
    summary: "List the ensembles of this deployment",
    scope: "runs",
    answers: {
      200: {
        description: "All of them",
        schema: z.object({ items: z.array(EnsembleDescription), nextCursor: z.null() }),
      },
    },
    errors: [],
    handle: async ({ c }) => c.json({ items: listPlans().map(describePlan), nextCursor: null }),
  });

  addRoute(api, {
    method: "get",
    path: "/api/ensembles/{name}",
    summary: "Show an ensemble",
    scope: "runs",
    answers: { 200: { description: "The ensemble", schema: EnsembleDescription } },
    errors: ["ensemble-unknown"],
    handle: async ({ c, params }) => c.json(describePlan(requirePlan(params["name"] ?? ""))),
  });

  addRoute(api, {
    method: "post",
    path: "/api/ensembles/{name}/runs",
    summary: "Start a run",
    scope: "runs",
    headers: z.object({ ...preferHeader, ...idempotencyHeader }),
    body: { schema: StartRunBody, maxBytes: MAX_BODY_BYTES, empty: {} },
    answers: {
      200: { description: "With `Prefer: wait`: the run is suspended or over", schema: Run },
      202: { description: "The run has been started", schema: Run },
    },
    errors: ["ensemble-unknown", "input-invalid", "idempotency-conflict"],
    handle: async ({ c, env, holder, params, body }) => {
      const ledger = ledgerOf(env.LEDGER, holder.workspace);
      const name = params["name"] ?? "";
      const started = await startRun(
        { holder, plan: findPlan(name), ledger, runs: env.RUNS, now: Date.now() },
        {
          ensemble: name,
          input: body.input as JsonObject,
          requestedBy: body.requestedBy,
          origin: new URL(c.req.url).origin,
          idempotencyKey: idempotencyKey(c.req.header("idempotency-key")),
        },
      );
      const seconds = preferredWait(c.req.header("prefer"));
      const run = seconds === 0 ? started : requireRun(await waitForRun(ledger, started.id, { seconds }));
      if (seconds > 0) c.header("preference-applied", `wait=${seconds}`);
      c.header("location", `/api/runs/${run.id}`);
      const rests = run.status === "suspended" || isRunOver(run.status);
      return c.json(run, seconds > 0 && rests ? 200 : 202);
    },
  });
}
