/** What a script of a `code` agent is: the default export of a file under `ensembles/scripts/`. */
import type { JsonObject } from "../kernel/json.ts";

/** The one argument of a script. */
export interface ScriptContext {
  /** The agent's `input`, evaluated. */
  readonly input: JsonObject;
  /** Variables and bindings of the Worker. */
  readonly env: Readonly<Record<string, unknown>>;
  readonly run: {
    readonly id: string;
    readonly ensemble: string;
    /** ISO 8601. */
    readonly startedAt: string;
  };
  /** Unique to the step and the same for each of its attempts: by it a receiver can count a repeated request once. */
  readonly idempotencyKey: string;
  /** Aborted when the attempt's time is over. */
  readonly signal: AbortSignal;
}

/** Its answer is the agent's output and must be JSON; what it throws fails the attempt. */
export type Script = (context: ScriptContext) => unknown;
