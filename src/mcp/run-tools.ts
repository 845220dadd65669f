/** Tools about ensembles and runs. */
import { z } from "@hono/zod-openapi";
import type { McpServer } from "@modelcontextprotocol/server";
import { plans } from "#ensembles";
import { approvalById } from "../approvals/approval-stub.ts";
import { isRunOver, type Run } from "../contract/run.ts";
import { describePlan } from "../ensembles/describe-plan.ts";
import { inputSchema } from "../ensembles/input-schema.ts";
import type { JsonObject } from "../kernel/json.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { requireRun, startRun } from "../runs/start-run.ts";
import { waitForRest } from "../runs/wait-for-rest.ts";
import { briefRun } from "./brief.ts";
import { idempotencyKey } from "./idempotency-option.ts";
import type { McpContext } from "./mcp-context.ts";
import { answering, toolResult } from "./tool-result.ts";
import { waitSeconds } from "./wait-option.ts";

export function addRunTools(server: McpServer, context: McpContext): void {
  server.registerTool(
    "list_ensembles",
    {
      title: "List ensembles",
      description:
        "What can be run here: each ensemble with its description, the JSON Schema of its input, its agents.",
      annotations: { readOnlyHint: true },
    },
    () =>
      Promise.resolve(toolResult("These ensembles can be run.", { ensembles: Object.values(plans).map(described) })),
  );

  server.registerTool(
    "start_run",
    {
      title: "Start a run",
      description:
        "Starts a run of an ensemble. It does what the ensemble says, and stops by itself where people must approve.",
      inputSchema: z.object({
        ensemble: z.string().describe("A name that list_ensembles gives"),
        input: z.record(z.string(), z.unknown()).default({}).describe("Fits the inputSchema of the ensemble"),
        idempotencyKey,
        waitSeconds,
      }),
    },
    (wanted) =>
      answering(async () => {
        const started = await start(context, wanted);
        return runResult(wanted.waitSeconds === 0 ? started : await rested(context, started.id, wanted.waitSeconds));
      }),
  );

  server.registerTool(
    "get_run",
    {
      title: "Show or watch a run",
      description: "A run with its steps; with waitSeconds, once it waits for people or is over.",
      annotations: { readOnlyHint: true },
      inputSchema: z.object({ runId: z.string(), waitSeconds }),
    },
    (wanted) => answering(async () => runResult(await rested(context, wanted.runId, wanted.waitSeconds))),
  );
}

function described(plan: (typeof plans)[string]): object {
  const { input, ...rest } = describePlan(plan);
  return { ...rest, inputSchema: inputSchema(input) };
}

interface WantedRun {
  readonly ensemble: string;
  readonly input: Record<string, unknown>;
  readonly idempotencyKey?: string | undefined;
}

function start({ env, holder, origin }: McpContext, wanted: WantedRun): Promise<Run> {
  const { ensemble, input } = wanted;
  return startRun(
    {
      holder,
      plan: Object.hasOwn(plans, ensemble) ? plans[ensemble] : undefined,
      ledger: ledgerOf(env.LEDGER, holder.workspace),
      runs: env.RUNS,
      now: Date.now(),
    },
    {
      ensemble,
      input: input as JsonObject,
      requestedBy: undefined,
      origin,
      idempotencyKey: wanted.idempotencyKey,
    },
  );
}

async function rested({ env, holder }: McpContext, runId: string, seconds: number): Promise<Run> {
  const ledger = ledgerOf(env.LEDGER, holder.workspace);
  return requireRun(
    await waitForRest({ ledger, approvalById: (id) => approvalById(env.HITL_STATE, id) }, runId, seconds),
  );
}

function runResult(run: Run) {
  return toolResult(runSentence(run), briefRun(run));
}

function runSentence({ status, approvals }: Run): string {
  if (status === "suspended") {
    return `The run waits for people to answer (${approvals.join(", ")}): only they can. ask_person puts it to whoever is here.`;
  }
  return isRunOver(status) ? `The run is over: ${status}.` : "The run is going on; get_run shows how far it is.";
}
