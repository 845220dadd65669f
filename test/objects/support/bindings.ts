/** The Worker's bindings and variables, as the classes under test see them: they run in this very isolate. */
import { env } from "cloudflare:workers";
import type { Keyring } from "../../../src/receipts/keyring.ts";
import type { MovableHITLState } from "../../support/movable-hitl-state.ts";
import type { MovableLedger } from "../../support/movable-ledger.ts";

interface TestEnv {
  readonly HITL_STATE: DurableObjectNamespace<MovableHITLState>;
  readonly LEDGER: DurableObjectNamespace<MovableLedger>;
  readonly KEYRING: DurableObjectNamespace<Keyring>;
  readonly RUNS: Workflow;
}

export const bindings = env as unknown as TestEnv;

/** Sets variables for ensembles' `${env.NAME}` and scripts; a name belongs to one test, since all share them. */
export function setVariables(variables: Readonly<Record<string, string>>): void {
  Object.assign(env, variables);
}

export const SOON = { timeout: 6_000, interval: 20 };

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
