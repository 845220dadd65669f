/** Ensembles: what can be run. */
import type { z } from "zod";
import type { EnsembleDescription } from "../contract/ensemble.ts";
import { type Connection, segment } from "./connection.ts";
import type { CallOptions, Page } from "./page.ts";

/** An ensemble as the API shows it. */
export type Ensemble = z.infer<typeof EnsembleDescription>;

/** The calls of `client.ensembles`. They need the scope `runs`. */
export class Ensembles {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** All of them. */
  list(options: CallOptions = {}): Promise<Page<Ensemble>> {
    return this.#connection.send("/api/ensembles", options);
  }

  get(name: string, options: CallOptions = {}): Promise<Ensemble> {
    return this.#connection.send(`/api/ensembles/${segment(name)}`, options);
  }
}
