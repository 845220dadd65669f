/** What a test says that the outside answers, and what agents asked of it. */
import type { OperationName } from "../contract/operation-options.ts";
import type { Json } from "../kernel/json.ts";

/** One call of an operation, as the agent made it: expressions are evaluated. */
export interface Call {
  readonly agent: string;
  /** The step's own name inside the run, such as `publish#2` or `send[3]`. */
  readonly path: string;
  readonly operation: OperationName;
  /** Counted from 1. */
  readonly attempt: number;
  /** ISO 8601, by the test's clock. */
  readonly at: string;
  readonly config: Json;
  readonly input: Json;
  /** Of http: the request as it would go out. */
  readonly method?: string;
  readonly url?: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/**
 * What comes back: a value, or a function of the call. Of http it is the parsed body, or a whole `Response`; a function
 * that throws is a network that fails. Elsewhere it is the agent's output.
 */
export type Stub = Json | ((call: Call) => unknown);

/** What comes back from outside. */
export interface Stubs {
  /** By operation. */
  readonly operations: Readonly<Partial<Record<OperationName, Stub>>>;
  /** By agent; these win. */
  readonly agents: Readonly<Record<string, Stub>>;
}
