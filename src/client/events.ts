/** What happens, as it happens: the events of a run, or of the whole workspace. */
import type { Connection } from "./connection.ts";
import { readEvents } from "./event-stream.ts";
import type { CallOptions } from "./page.ts";

export interface CountersignEvent {
  readonly id: string;
  /** Such as `run.suspended`. */
  readonly type: string;
  /** ISO 8601. */
  readonly at: string;
  readonly run?: string;
  readonly approval?: string;
  readonly ensemble: string;
  readonly data: unknown;
}

/** Where a stream of events begins. */
export interface EventOptions extends CallOptions {
  /** Only what came after the event of this id. */
  readonly lastEventId?: string;
  /** Called whenever a connection is open: without a `lastEventId`, what happened before the first is not told. */
  readonly onOpen?: () => void;
}

/** The calls of `client.events`. They need the scope `runs`. */
export class Events {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Every event of the workspace. A connection that breaks is taken up where it broke off. */
  stream(options: EventOptions = {}): AsyncGenerator<CountersignEvent, void> {
    return readEvents(this.#connection, "/api/events", options);
  }
}
