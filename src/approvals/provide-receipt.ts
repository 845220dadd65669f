/** The receipt of an approval that is over: signed where it is first needed, then kept. An approval has one receipt. */
import { type ReceiptClaims, receiptClaims } from "../receipts/receipt-claims.ts";
import type { ReceiptSigner } from "../receipts/receipt-signer.ts";
import { type End, recordedAnswer } from "./approval-state.ts";
import { loadApproval, saveReceipt, type StoredApproval } from "./store/approval-store.ts";

export interface ReceiptPorts {
  readonly sql: SqlStorage;
  readonly sign: ReceiptSigner;
  /** The deployment's public address; `undefined` where none is set: then the approval's own is named. */
  readonly publicUrl: () => string | undefined;
}

/** Asked for twice at once, both get the one that was kept first. Throws where no end is on record. */
export async function provideReceipt({ sql, sign, publicUrl }: ReceiptPorts): Promise<string> {
  const stored = loadApproval(sql);
  if (stored?.state.end == null) throw new Error("An approval that is not over has no receipt.");
  if (stored.receipt !== null) return stored.receipt;
  const issuer = publicUrl() ?? stored.facts.baseUrl;
  return saveReceipt(sql, await sign(claimsOf(stored, stored.state.end, issuer)));
}

function claimsOf({ facts, createdAt, state }: StoredApproval, end: End, issuer: string): ReceiptClaims {
  return receiptClaims({
    ...facts,
    issuer,
    requestedAt: createdAt,
    approvals: state.answers.map(recordedAnswer),
    end,
  });
}
