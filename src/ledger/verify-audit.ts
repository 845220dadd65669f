/** Checks a workspace's whole audit trail, a bounded part at a time. */
import { CHAIN_START, type ChainCheck, checkChain } from "./audit-chain.ts";
import type { LedgerPort } from "./port.ts";

const PART = 2_000;

export async function verifyAudit(ledger: Pick<LedgerPort, "readChain">): Promise<ChainCheck> {
  let check: Extract<ChainCheck, { status: "whole" }> = { status: "whole", head: CHAIN_START, lastSeq: 0 };
  for (;;) {
    const part = await ledger.readChain(check.lastSeq, PART);
    const next = checkChain(part, check.head, check.lastSeq);
    if (next.status === "broken" || part.length < PART) return next;
    check = next;
  }
}
