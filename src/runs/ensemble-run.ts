/** EnsembleRun: the Workflow that walks one run's plan. A thin shell over run-ensemble.ts. */
import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { codeEnsembles, codeVersion, scripts } from "#ensembles";
import { approvalById, approvalOfRun } from "../approvals/approval-stub.ts";
import { type Env, readConfig } from "../config.ts";
import { readBinding } from "../settings/read-binding.ts";
import { readModelSettings } from "../settings/read-model-settings.ts";
import { readVariable } from "../settings/read-variable.ts";
import { systemClock } from "../kernel/clock.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { canMail } from "../notifications/can-mail.ts";
import { operations } from "../operations/operations.ts";
import { runEnsemble } from "./run-ensemble.ts";
import type { RunReport, RunStart } from "../ledger/port.ts";
import { readRunParams, type RunParams } from "./run-params.ts";
import type { RunPorts } from "./run-ports.ts";
import { workflowDurable } from "./workflow-durable.ts";

export class EnsembleRun extends WorkflowEntrypoint<Env, RunStart> {
  /** Gives the final report as JSON text, for the ledger to read where its own copy was lost. */
  override async run(event: WorkflowEvent<RunStart>, step: WorkflowStep): Promise<string | null> {
    const params = readRunParams(event.payload);
    const report = await runEnsemble(params, this.#ports(params, step));
    return report === null ? null : JSON.stringify(keepable(report));
  }

  #ports(params: RunParams, step: WorkflowStep): RunPorts {
    const { env } = this;
    return {
      durable: workflowDurable(step),
      now: systemClock,
      random: Math.random,
      ledger: () => ledgerOf(env.LEDGER, params.workspace),
      approvalAt: (path) => approvalOfRun(env.HITL_STATE, params.runId, path),
      approvalById: (approvalId) => approvalById(env.HITL_STATE, approvalId),
      operations,
      operationPorts: {
        fetch: (input, init) => fetch(input, init),
        now: systemClock,
        variables: env,
        script: (name) => (Object.hasOwn(scripts, name) ? scripts[name] : undefined),
        binding: (name) => readBinding(env, name),
        models: () => readModelSettings(env),
        notifications: () => readConfig(env).notifications,
      },
      variable: (name) => readVariable(env, name),
      codeEnsemble: (name) => (Object.hasOwn(codeEnsembles, name) ? codeEnsembles[name] : undefined),
      codeLine: () => null,
      called: () => undefined,
      codeVersion,
      publicUrl: () => readConfig(env).publicUrl,
      approverGroups: () => readConfig(env).approverGroups,
      emailConfigured: () => canMail(readConfig(env).notifications),
    };
  }
}

/** Longest output that the engine is given to keep beside the ledger's copy, in characters. */
const KEPT_OUTPUT_LENGTH = 400_000;

function keepable({ outputJson, ...report }: RunReport): RunReport {
  const isSmall = outputJson !== undefined && outputJson.length <= KEPT_OUTPUT_LENGTH;
  return { ...report, steps: [], ...(isSmall ? { outputJson } : {}) };
}
