/** What lists and the feed of events are asked for, and the pages that they answer with. */
import type { Event, EventType } from "../contract/event.ts";
import type { RunStatus } from "../contract/run.ts";

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts; `null` where this is the last. */
  readonly nextCursor: string | null;
}

export interface PageQuery {
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string;
}

export interface RunQuery extends PageQuery {
  readonly ensemble?: string;
  readonly status?: RunStatus;
}

export interface ApprovalQuery extends PageQuery {
  readonly status?: string;
  /** Any of these, in place of `status`. */
  readonly statuses?: readonly string[];
  readonly approver?: string;
  /** Whom it waits for while it is open; who had to do with it afterwards. */
  readonly concerns?: string;
  /** In what is asked, by whom, or where; in any letters. */
  readonly text?: string;
  /** Epoch milliseconds. */
  readonly createdBefore?: number;
  readonly ensemble?: string;
  readonly run?: string;
}

export interface AuditQuery extends PageQuery {
  readonly run?: string;
  readonly approval?: string;
  readonly actor?: string;
}

export interface EventQuery {
  /** Id of an event; `evt_0`: from the first. */
  readonly after: string;
  /** Only of this run and its approvals. */
  readonly run?: string;
  readonly ensemble?: string;
  readonly types?: readonly EventType[];
  /** Milliseconds to wait where there is nothing yet. */
  readonly waitMs: number;
}

export type EventPage =
  | {
      readonly status: "read";
      /** May be none although something happened, where the query leaves it out. */
      readonly events: readonly Event[];
      /** Where the next page starts. */
      readonly last: string;
      /** Of a run: nothing comes any more after these. */
      readonly isOver: boolean;
    }
  | { readonly status: "unknown-run" }
  /** `after` is no event of this workspace. */
  | { readonly status: "unknown-event" };
