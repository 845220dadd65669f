/**
 * The chain of the audit trail: each entry's hash covers the one before it, so that no entry can be changed, left out or
 * put in between without every later hash being wrong.
 */
import { sha256Hex } from "../kernel/hash.ts";

/** What the first entry's hash covers in place of an entry before it. */
export const CHAIN_START = "0".repeat(64);

/** One entry as it is stored, and as an export shows it. Absent ids are `null`. */
export interface ChainEntry {
  readonly seq: number;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly type: string;
  readonly actor: string;
  readonly runId: string | null;
  readonly approvalId: string | null;
  /** JSON text, as it was written. */
  readonly detail: string;
}

export type ChainedEntry = ChainEntry & { readonly hash: string };

/** SHA-256 (hex) over the JSON list of the previous hash and the entry's fields in the order of `ChainEntry`. */
export function chainHash(previous: string, entry: ChainEntry): string {
  const { seq, id, at, type, actor, runId, approvalId, detail } = entry;
  return sha256Hex(JSON.stringify([previous, seq, id, at, type, actor, runId, approvalId, detail]));
}

export type ChainCheck =
  | { readonly status: "whole"; readonly head: string; readonly lastSeq: number }
  /** The first entry whose hash does not follow from what stands before it. */
  | { readonly status: "broken"; readonly at: number };

/** Checks entries in order, each with its stored hash, as following on `previous` after entry number `after`. */
export function checkChain(entries: Iterable<ChainedEntry>, previous: string, after: number): ChainCheck {
  let head = previous;
  let lastSeq = after;
  for (const entry of entries) {
    const expected = chainHash(head, entry);
    if (entry.seq !== lastSeq + 1 || entry.hash !== expected) return { status: "broken", at: lastSeq + 1 };
    head = expected;
    lastSeq = entry.seq;
  }
  return { status: "whole", head, lastSeq };
}
