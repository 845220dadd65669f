/** `/api/runs`: what has been run, and stopping or repeating it. */
import { z } from "@hono/zod-openapi";
import { approvalById } from "../approvals/approval-stub.ts";
import { actorLabel } from "../contract/actor.ts";
import { MAX_PAYLOAD_BYTES, RunEventBody, RunEventReceipt } from "../contract/run-event.ts";
import { RestartRunBody, Run, RunStatus } from "../contract/run.ts";
import { preferredWait } from "../http/prefer.ts";
import { CountersignError } from "../kernel/errors.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { sendEvent } from "../runs/send-event.ts";
import { restartRun } from "../runs/restart-run.ts";
import { requireRun } from "../runs/start-run.ts";
import { waitForRest } from "../runs/wait-for-rest.ts";
import { pageOf, pageQuery, preferHeader } from "./parameters.ts";
import { idempotencyHeader, idempotencyKey } from "./idempotency-key.ts";
import { requireCursor } from "./require-cursor.ts";
import { addRoute, type Api } from "./route.ts";

export function addRunRoutes(api: Api): void {
  addRoute(api, {
    method: "get",
    path: "/api/runs",
    summary: "List runs, newest first",
    scope: "runs",
    query: z.object({ ...pageQuery, ensemble: z.string().optional(), status: RunStatus.optional() }),
    answers: { 200: { description: "A page of runs", schema: pageOf(Run) } },
    errors: ["bad-request"],
    handle: async ({ c, env, holder, query }) => {
      requireCursor("runs", query.cursor);
      return c.json(await ledgerOf(env.LEDGER, holder.workspace).listRuns(query));
    },
  });

  addRoute(api, {
    method: "get",
    path: "/api/runs/{id}",
    summary: "Show a run with its steps",
    scope: "runs",
    headers: z.object(preferHeader),
    answers: { 200: { description: "The run", schema: Run } },
    errors: ["not-found"],
    handle: async ({ c, env, holder, params }) => {
      const ledger = ledgerOf(env.LEDGER, holder.workspace);
      const seconds = preferredWait(c.req.header("prefer"));
      if (seconds > 0) c.header("preference-applied", `wait=${seconds}`);
      const ports = { ledger, approvalById: (approvalId: string) => approvalById(env.HITL_STATE, approvalId) };
      return c.json(requireRun(await waitForRest(ports, params["id"] ?? "", seconds)));
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/runs/{id}/cancel",
    summary: "Stop a run, and cancel its open approvals",
    scope: "runs",
    answers: { 200: { description: "The run as it is now", schema: Run } },
    errors: ["not-found", "run-over"],
    handle: async ({ c, env, holder, params }) => {
      const ledger = ledgerOf(env.LEDGER, holder.workspace);
      const id = params["id"] ?? "";
      const { status } = await ledger.cancelRun(id, actorLabel({ kind: "key", name: holder.name }));
      if (status === "over")
        throw new CountersignError("run-over", "The run had already ended; there is nothing to cancel.");
      return c.json(requireRun(status === "not-found" ? null : await ledger.getRun(id)));
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/runs/{id}/events",
    summary: "Send a run something that it may wait for, now or later",
    scope: "runs",
    headers: z.object(idempotencyHeader),
    body: { schema: RunEventBody, maxBytes: MAX_PAYLOAD_BYTES + 4_096 },
    answers: { 202: { description: "The event is kept for the run", schema: RunEventReceipt } },
    errors: [
      "bad-json",
      "bad-request",
      "not-found",
      "run-over",
      "too-large",
      "events-too-many",
      "idempotency-conflict",
    ],
    handle: async ({ c, env, holder, params, body }) => {
      const receipt = await sendEvent(
        { ledger: ledgerOf(env.LEDGER, holder.workspace), holder },
        { runId: params["id"] ?? "", event: body, idempotencyKey: idempotencyKey(c.req.header("idempotency-key")) },
      );
      return c.json(receipt, 202);
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/runs/{id}/restart",
    summary: "Run the same plan and input again; with `from`, keep the results of the agents before it",
    scope: "runs",
    body: { schema: RestartRunBody, empty: {} },
    answers: { 202: { description: "The new run", schema: Run } },
    errors: ["not-found", "agent-unknown"],
    handle: async ({ c, env, holder, params, body }) => {
      const ledger = ledgerOf(env.LEDGER, holder.workspace);
      const run = await restartRun(
        { actor: { kind: "key", name: holder.name }, ledger, runs: env.RUNS, now: Date.now() },
        { runId: params["id"] ?? "", from: body.from, origin: new URL(c.req.url).origin },
      );
      c.header("location", `/api/runs/${run.id}`);
      return c.json(run, 202);
    },
  });
}
