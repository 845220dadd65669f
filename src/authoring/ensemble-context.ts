/** What an ensemble in TypeScript can do: each call is recorded under its name, and done once however often it is replayed. */
import type { z } from "zod";
import type { ScriptContext } from "../contract/script.ts";
import type { Progress } from "../contract/run.ts";
import type * as Checked from "./call-options.ts";
import type { Recorded } from "./recorded.ts";
import type { Form } from "./typed-form.ts";
import type { Approved, WaitOutcome } from "./wait-outcome.ts";

/** What the work of a step is given. */
export interface StepContext extends Pick<ScriptContext, "env" | "signal"> {
  /** Unique to the step and the same for each of its attempts: by it a receiver can count a repeated request once. */
  readonly idempotencyKey: string;
}

/** Without `retry`, what the work throws is final. */
export type StepOptions = z.input<typeof Checked.StepOptions>;

/** What is asked, of whom, and for how long. */
export interface WaitOptions<F extends Form | undefined> extends Omit<z.input<typeof Checked.WaitOptions>, "form"> {
  /** JSON Schema of what the approver fills in. */
  readonly form?: F;
}

/** Where time running out ends the run as a rejection does. */
export type GateOptions<F extends Form | undefined> = Omit<WaitOptions<F>, "onTimeout">;

/** What is told, and whom. */
export type NotifyOptions = z.input<typeof Checked.NotifyOptions>;

/** What is waited for, and for how long. */
export interface EventOptions {
  /** Seconds, text such as `2 days`, or `never`; default a day. */
  readonly timeout?: number | string;
  /** The type of the event, where the step's name is another. */
  readonly type?: string;
}

/** Where a message went, by channel; `id` where the channel gives one. */
export interface Sent {
  readonly deliveries: readonly { readonly channel: string; readonly id?: string }[];
}

/**
 * A name is unique in a run; in a loop it takes a number: `remind#2`, `send[0]`. What fails throws an `EnsembleError`.
 * The code between the calls runs again at every replay, so that it must come out the same each time.
 */
export interface EnsembleContext {
  readonly run: ScriptContext["run"];
  /** Does the work once and records what it returns, as JSON. */
  step<T>(name: string, work: (step: StepContext) => T | Promise<T>, options?: StepOptions): Promise<Recorded<T>>;
  /**
   * Asks people, and waits.
   * @throws EnsembleError `TIMEOUT` when nobody answered in time, unless `onTimeout: "return"`
   */
  waitFor<const F extends Form | undefined = undefined>(
    name: string,
    options?: WaitOptions<F>,
  ): Promise<WaitOutcome<F>>;
  /** A gate: unless it is approved, the run ends as `rejected`, and nothing after it happens. */
  requireApproval<const F extends Form | undefined = undefined>(
    name: string,
    options?: GateOptions<F>,
  ): Promise<Approved<F>>;
  requireApproval<const F extends Form | undefined = undefined>(options?: GateOptions<F>): Promise<Approved<F>>;
  /** Tells people something, and goes on. */
  notify(name: string, options: NotifyOptions): Promise<Sent>;
  notify(options: NotifyOptions): Promise<Sent>;
  /** Waits; milliseconds, or text such as `2 days`. */
  sleep(name: string, duration: number | string): Promise<void>;
  sleep(duration: number | string): Promise<void>;
  /**
   * Waits for what `POST /api/runs/{id}/events` brings, also where it came before; gives its payload.
   * @throws EnsembleError `TIMEOUT`
   */
  waitForEvent<T = unknown>(name: string, options?: EventOptions): Promise<T>;
  /** The time, recorded; epoch milliseconds. */
  now(name?: string): Promise<number>;
  /** Says how far the run is, on its page and in the API. */
  progress(progress: Progress): void;
}
