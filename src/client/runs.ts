/** Runs: started, watched, stopped, repeated. */
import type { z } from "zod";
import type { RunEventBody, RunEventReceipt } from "../contract/run-event.ts";
import type { RestartRunBody, Run, RunStatus, StartRunBody } from "../contract/run.ts";
import { type Connection, segment } from "./connection.ts";
import type { EventOptions, CountersignEvent } from "./events.ts";
import { readEvents } from "./event-stream.ts";
import { type CallOptions, everyItem, type Page, type PageQuery } from "./page.ts";
import { WAIT_SECONDS, waitUntil } from "./wait-until.ts";

/** The input of a run, and how it is started. */
export interface StartOptions extends z.input<typeof StartRunBody>, CallOptions {
  /** The same key and input give the same run. Default: one of its own for each call, so that sending again is safe. */
  readonly idempotencyKey?: string;
  /** Seconds (to 30) to wait until the run is suspended or over. */
  readonly wait?: number;
}

/** Which runs a list has; without a member, all of them. */
export interface RunsQuery extends PageQuery {
  readonly ensemble?: string;
  readonly status?: RunStatus;
}

/** How far a run is waited for. */
export interface WaitForRunOptions extends CallOptions {
  /** `rest`: suspended or over; `end`: over. Default: `rest`. */
  readonly until?: "rest" | "end";
}

/** How an event is sent. */
export interface SendEventOptions extends CallOptions {
  /** The same key and event are the same event. Default: one of its own for each call. */
  readonly idempotencyKey?: string;
}

/** The calls of `client.runs`. They need the scope `runs`. */
export class Runs {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  start(ensemble: string, options: StartOptions = {}): Promise<Run> {
    const { input, requestedBy, idempotencyKey = crypto.randomUUID(), wait, signal } = options;
    return this.#connection.send(`/api/ensembles/${segment(ensemble)}/runs`, {
      body: { input, requestedBy },
      idempotencyKey,
      ...(wait === undefined ? {} : { wait }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  get(id: string, options: CallOptions = {}): Promise<Run> {
    return this.#connection.send(`/api/runs/${segment(id)}`, options);
  }

  list(query: RunsQuery = {}, options: CallOptions = {}): Promise<Page<Run>> {
    return this.#connection.send("/api/runs", { ...options, query: { ...query } });
  }

  /** Every run there is, newest first. */
  all(query: Omit<RunsQuery, "cursor"> = {}, options: CallOptions = {}): AsyncGenerator<Run, void> {
    return everyItem((cursor) =>
      this.list({ limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) }, options),
    );
  }

  /** The run, once it is suspended or over; with `until: "end"`, once it is over. */
  wait(id: string, { until = "rest", ...options }: WaitForRunOptions = {}): Promise<Run> {
    return waitUntil<Run>(
      () => this.#connection.send(`/api/runs/${segment(id)}`, { ...options, wait: WAIT_SECONDS }),
      ({ status }) => status !== "running" && (until === "rest" || status !== "suspended"),
      options.signal,
    );
  }

  cancel(id: string, options: CallOptions = {}): Promise<Run> {
    return this.#connection.send(`/api/runs/${segment(id)}/cancel`, { ...options, method: "POST" });
  }

  /** A new run of the same plan and input; with `from`, what came before that agent keeps its results. */
  restart(id: string, body: z.input<typeof RestartRunBody> = {}, options: CallOptions = {}): Promise<Run> {
    return this.#connection.send(`/api/runs/${segment(id)}/restart`, { ...options, body });
  }

  /** Tells the run what happened outside, for which it waits or will wait. */
  sendEvent(
    id: string,
    body: z.input<typeof RunEventBody>,
    { idempotencyKey = crypto.randomUUID(), ...options }: SendEventOptions = {},
  ): Promise<RunEventReceipt> {
    return this.#connection.send(`/api/runs/${segment(id)}/events`, { ...options, body, idempotencyKey });
  }

  /** What happens to the run, as it happens. */
  events(id: string, options: EventOptions = {}): AsyncGenerator<CountersignEvent, void> {
    return readEvents(this.#connection, `/api/runs/${segment(id)}/events`, options);
  }
}
