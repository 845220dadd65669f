/** Where the Worker that counts tells what it counted, and is told to fill a ledger. */
import type { Counts } from "./tally.ts";

/** `GET`: the counts. `POST`: begins anew. */
export const COST = "/__cost";
/** `POST`, with a `FillRequest`. */
export const FILL = "/__cost/fill";

export interface CostReport {
  readonly counts: Counts;
  /** Approvals whose objects were made. */
  readonly opened: readonly string[];
}

export interface FillRequest {
  readonly workspace: string;
  /** Runs, approvals and lines of the trail: so many of each. */
  readonly from: number;
  readonly rows: number;
}
