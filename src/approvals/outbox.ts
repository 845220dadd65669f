/**
 * Does what the outbox holds. A due row is leased before it is tried, so that an attempt cut off by a crash is taken
 * up again; each attempt runs on its own, so that one that hangs delays no other; no row is dropped because it failed.
 */
import type { Clock } from "../kernel/clock.ts";
import { MAX_ATTEMPTS, nextDelay } from "../notifications/backoff.ts";
import type { SendResult } from "../notifications/notice.ts";
import {
  finishEffect,
  goesOutside,
  leaseEffect,
  listDueEffects,
  type OutboxRow,
  postponeEffect,
  saveRef,
} from "./store/outbox-store.ts";

/** How long one attempt may take before it counts as lost, in milliseconds. */
const LEASE_MS = { notify: 20_000, news: 20_000, callback: 20_000, wake: 5_000, ledger: 5_000 } as const;

/** Notices sent at once: the platform allows an object six connections. */
const MAX_NOTICES_AT_ONCE = 5;

/** Run and ledger are our own: they are never kept waiting for longer than this. */
const MAX_INTERNAL_DELAY_MS = 60_000;

/** What an attempt comes to. `again`: something changed meanwhile, by which the row is due again already. */
export type Attempted = SendResult | { readonly status: "again" };

export interface OutboxPorts {
  readonly sql: SqlStorage;
  readonly now: Clock;
  readonly random: () => number;
  /** Tries one effect; may throw, which counts as worth another try. */
  readonly attempt: (row: OutboxRow) => Promise<Attempted>;
  /** Called when an attempt has ended and its row is written. */
  readonly settled: (row: OutboxRow, result: Attempted) => void;
}

export interface Outbox {
  /** Starts an attempt for every due row there is room for, and gives the attempts started. */
  readonly drain: () => readonly Promise<void>[];
  /** True while due notices may be waiting for room; an attempt that ends makes some. */
  readonly isFull: () => boolean;
  /** True while an attempt is under way. */
  readonly isBusy: () => boolean;
}

export function createOutbox(ports: OutboxPorts): Outbox {
  const { sql, now } = ports;
  let underWay = 0;
  let noticesUnderWay = 0;

  function drain(): readonly Promise<void>[] {
    return listDueEffects(sql, now()).filter(hasRoom).map(start);
  }

  function hasRoom(row: OutboxRow): boolean {
    if (!goesOutside(row.effect)) return true;
    if (noticesUnderWay >= MAX_NOTICES_AT_ONCE) return false;
    noticesUnderWay += 1;
    return true;
  }

  async function start(row: OutboxRow): Promise<void> {
    leaseEffect(sql, row.id, now() + LEASE_MS[row.effect.kind]);
    underWay += 1;
    const result = lastOrNot(row, await attemptSafely(row));
    underWay -= 1;
    if (goesOutside(row.effect)) noticesUnderWay -= 1;
    record(row, result);
    ports.settled(row, result);
  }

  async function attemptSafely(row: OutboxRow): Promise<Attempted> {
    try {
      return await ports.attempt(row);
    } catch (error) {
      return { status: "retry", error: error instanceof Error ? error.message : "unknown error" };
    }
  }

  function record(row: OutboxRow, result: Attempted): void {
    const attempts = row.attempts + 1;
    switch (result.status) {
      case "delivered":
        if (row.effect.kind === "notify" && result.ref !== undefined) saveRef(sql, row.id, result.ref);
        return finishEffect(sql, row.id, "done", null);
      case "failed":
        return finishEffect(sql, row.id, "failed", result.error);
      case "again":
        return;
      case "retry":
        return postponeEffect(sql, row.id, now() + retryDelay(row, attempts, result.retryAfterMs), result.error);
      default:
        return result satisfies never;
    }
  }

  function retryDelay(row: OutboxRow, attempts: number, retryAfterMs: number | undefined): number {
    const delay = nextDelay(attempts, ports.random, retryAfterMs);
    return goesOutside(row.effect) ? delay : Math.min(delay, MAX_INTERNAL_DELAY_MS);
  }

  return { drain, isFull: () => noticesUnderWay >= MAX_NOTICES_AT_ONCE, isBusy: () => underWay > 0 };
}

/** The last attempt that might have been worth another has failed for good. */
function lastOrNot(row: OutboxRow, result: Attempted): Attempted {
  const isLast = goesOutside(row.effect) && row.attempts + 1 >= MAX_ATTEMPTS;
  return result.status === "retry" && isLast ? { status: "failed", error: result.error } : result;
}
