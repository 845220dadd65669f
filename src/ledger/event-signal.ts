/** The type of the engine event that tells a run to look for something that came; the ledger keeps what came. */

/** A type of the engine's own events; approvals' are `hitl_…`. */
export function eventSignal(type: string): string {
  return `event_${type}`;
}
