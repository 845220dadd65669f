/** By what the engine is told that an event has come; not the event itself, which the ledger keeps. */

/** A type of the engine's own events; approvals' are `hitl_…`. */
export function eventSignal(type: string): string {
  return `event_${type}`;
}
