/** The audit trail: what happened, who did it, and whether nobody changed it. */
import type { z } from "zod";
import type { AuditCheck, AuditEntry } from "../contract/audit.ts";
import type { Connection } from "./connection.ts";
import { type CallOptions, everyItem, type Page, type PageQuery } from "./page.ts";

/** Which lines of the trail a list has; without a member, all of them. */
export interface AuditQuery extends PageQuery {
  readonly run?: string;
  readonly approval?: string;
  /** Such as `key:ci` or `person:ana@example.com`. */
  readonly actor?: string;
}

/** The calls of `client.audit`. They need the scope `audit`. */
export class Audit {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(query: AuditQuery = {}, options: CallOptions = {}): Promise<Page<AuditEntry>> {
    return this.#connection.send("/api/audit", { ...options, query: { ...query } });
  }

  /** Every entry there is, newest first. */
  all(query: Omit<AuditQuery, "cursor"> = {}, options: CallOptions = {}): AsyncGenerator<AuditEntry, void> {
    return everyItem((cursor) =>
      this.list({ limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) }, options),
    );
  }

  /** Whether no entry was changed, left out or put in between. */
  verify(options: CallOptions = {}): Promise<z.infer<typeof AuditCheck>> {
    return this.#connection.send("/api/audit/verify", options);
  }
}
