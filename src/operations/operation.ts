/** What an operation is: something an agent can do, given its evaluated options. */
import type { z } from "zod";
import type { Script } from "../contract/script.ts";
import type { Json } from "../kernel/json.ts";

export interface OperationRequest {
  /** The agent's `config`, expressions evaluated; not yet checked. */
  readonly config: unknown;
  /** The agent's `input`, expressions evaluated. */
  readonly input: Json;
  readonly run: { readonly id: string; readonly ensemble: string; readonly startedAt: string };
  readonly agent: string;
  /** Unique to the step and the same for each of its attempts. */
  readonly idempotencyKey: string;
  /** Aborts when the attempt's time is up. */
  readonly signal: AbortSignal;
}

/** What an operation needs of the outside. */
export interface OperationPorts {
  readonly fetch: typeof fetch;
  readonly variables: Readonly<Record<string, unknown>>;
  /** An author's script by its name, such as `scripts/check`. */
  readonly script: (name: string) => Script | undefined;
}

export interface Operation {
  readonly options: z.ZodType;
  /** How long one attempt may take where neither agent nor options say, in milliseconds. */
  readonly defaultTimeoutMs: number;
  /** Returns the output; throws `StepFailure`. */
  readonly run: (request: OperationRequest, ports: OperationPorts) => Promise<unknown>;
}
