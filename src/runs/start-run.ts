/** Starts a run: checks the input, records the run, then creates it. Whatever breaks in between, the ledger mends. */
import type { KeyHolder } from "../access/api-key.ts";
import { actorLabel } from "../contract/actor.ts";
import type { Run } from "../contract/run.ts";
import { checkInput } from "../ensembles/check-input.ts";
import type { Plan } from "../ensembles/plan.ts";
import { isoTime } from "../kernel/clock.ts";
import { CountersignError } from "../kernel/errors.ts";
import { sha256Hex } from "../kernel/hash.ts";
import { newRunId } from "../kernel/ids.ts";
import { byteLength, canonicalJson, type JsonObject } from "../kernel/json.ts";
import type { LedgerPort, RunStart } from "../ledger/port.ts";
import { createInstance } from "./create-instance.ts";

/** A run's input may have 512 KiB as JSON. */
export const MAX_INPUT_BYTES = 512 * 1024;

export interface StartRunContext {
  readonly holder: KeyHolder;
  readonly plan: Plan | undefined;
  readonly ledger: LedgerPort;
  readonly runs: Workflow;
  readonly now: number;
}

export interface StartRunInput {
  readonly ensemble: string;
  readonly input: JsonObject;
  readonly requestedBy: string | undefined;
  readonly origin: string;
  readonly idempotencyKey: string | undefined;
}

/** The id of the run: a new one, or the one that the same Idempotency-Key started before. */
export async function startRun(context: StartRunContext, wanted: StartRunInput): Promise<Run> {
  const { holder, plan, ledger, runs, now } = context;
  if (plan === undefined) {
    throw new CountersignError("ensemble-unknown", `There is no ensemble named "${wanted.ensemble}".`);
  }
  const input = requireInput(plan, wanted.input);
  const start: RunStart = {
    runId: newRunId(),
    workspace: holder.workspace,
    ensemble: plan.ensemble,
    planJson: JSON.stringify(plan),
    inputJson: JSON.stringify(input),
    requestedBy: wanted.requestedBy ?? holder.name,
    actor: actorLabel({ kind: "key", name: holder.name }),
    createdAt: now,
    origin: wanted.origin,
    ...idempotencyOf(wanted),
  };
  const answer = await ledger.startRun(start);
  switch (answer.status) {
    case "new":
      await createInstance(runs, start);
      return startedRun(start, input);
    case "known":
      return requireRun(await ledger.getRun(answer.runId));
    case "conflict":
      throw new CountersignError("idempotency-conflict", "The Idempotency-Key was used before with another request.");
    default:
      return answer satisfies never;
  }
}

export function requireInput(plan: Plan, input: JsonObject): JsonObject {
  if (byteLength(JSON.stringify(input)) > MAX_INPUT_BYTES) {
    throw new CountersignError("too-large", "The input has more than 512 KiB.");
  }
  const checked = checkInput(plan.input, input);
  if (checked.ok) return checked.input;
  throw new CountersignError("input-invalid", "The input does not fit the ensemble; errors[] names each field.", {
    errors: checked.errors,
  });
}

function idempotencyOf({ idempotencyKey, ensemble, input, requestedBy }: StartRunInput): Pick<RunStart, "idempotency"> {
  if (idempotencyKey === undefined) return {};
  const request = { ensemble, input, requestedBy: requestedBy ?? null };
  return { idempotency: { key: idempotencyKey, requestHash: sha256Hex(canonicalJson(request)) } };
}

/** The run as it is at its very start, without asking the ledger again. */
export function startedRun(start: RunStart, input: JsonObject): Run {
  return {
    id: start.runId,
    ensemble: start.ensemble,
    status: "running",
    input,
    requestedBy: start.requestedBy,
    createdAt: isoTime(start.createdAt),
    ...(start.retryOf === undefined ? {} : { retryOf: start.retryOf }),
    steps: [],
    approvals: [],
  };
}

export function requireRun(run: Run | null): Run {
  if (run === null) throw new CountersignError("not-found", "There is no such run.");
  return run;
}
