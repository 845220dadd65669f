/** What a run is created with; kept by the engine for as long as the run, and by the ledger to create it anew. */
import type { Plan } from "../ensembles/plan.ts";
import { type JsonObject, parseJson } from "../kernel/json.ts";
import type { RunStart } from "../ledger/port.ts";

export interface RunParams extends Omit<RunStart, "planJson" | "inputJson" | "idempotency"> {
  readonly plan: Plan;
  readonly input: JsonObject;
}

export function readRunParams({ planJson, inputJson, ...start }: RunStart): RunParams {
  return { ...start, plan: parseJson<Plan>(planJson), input: parseJson<JsonObject>(inputJson) };
}
