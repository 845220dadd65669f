/** What an operation is: something an agent can do, given its evaluated options. */
import type { z } from "zod";
import type { TokenUsage } from "../contract/run.ts";
import type { Script } from "../contract/script.ts";
import type { MarkupPart } from "../expressions/evaluate-markup.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Json } from "../kernel/json.ts";
import type { NotificationSettings } from "../notifications/notice.ts";
import type { ModelSettings } from "./think/model-settings.ts";

export interface OperationRequest {
  /** The agent's `config`, expressions evaluated; not yet checked. */
  readonly config: unknown;
  /** Of options in MARKUP_OPTIONS, which are in `config` as well: who wrote which part of the text. */
  readonly markup: Readonly<Record<string, readonly MarkupPart[]>>;
  /** The agent's `input`, expressions evaluated. */
  readonly input: Json;
  readonly run: { readonly id: string; readonly ensemble: string; readonly startedAt: string };
  readonly agent: string;
  /** Unique to the step and the same for each of its attempts. */
  readonly idempotencyKey: string;
  /** Of `code`: the work itself, where it is no script of its own. */
  readonly inline?: Script;
  /** Aborts when the attempt's time is up. */
  readonly signal: AbortSignal;
  /** Told what this attempt used of a language model, also where it then fails. */
  readonly recordUsage: (usage: TokenUsage) => void;
}

/** What an operation needs of the outside. */
export interface OperationPorts {
  readonly fetch: typeof fetch;
  readonly now: Clock;
  readonly variables: Readonly<Record<string, unknown>>;
  /** An author's script by its name, such as `scripts/check`. */
  readonly script: (name: string) => Script | undefined;
  /** A binding of the Worker by its name; `undefined` where there is none. */
  readonly binding: (name: string) => unknown;
  /** Throws where a setting is wrong. */
  readonly models: () => ModelSettings;
  /** Throws where a setting is wrong. */
  readonly notifications: () => NotificationSettings;
}

export interface Operation {
  readonly options: z.ZodType;
  /** How long one attempt may take where neither agent nor options say, in milliseconds. */
  readonly defaultTimeoutMs: number;
  /** Returns the output; throws `StepFailure`. */
  readonly run: (request: OperationRequest, ports: OperationPorts) => Promise<unknown>;
}
