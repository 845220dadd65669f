/** The receipt of an approval that is over: signed where it is first needed, then kept. An approval has one receipt. */
import { parseJson } from "../kernel/json.ts";
import type { ReceiptClaims } from "../contract/receipt-claims.ts";
import { hashOf, receiptClaims } from "../receipts/receipt-claims.ts";
import type { ReceiptSigner } from "../receipts/receipt-signer.ts";
import type { ApprovalMachine } from "./approval-machine.ts";
import { type End, recordedAnswer } from "./approval-state.ts";
import type { StoredApproval } from "./store/approval-store.ts";

export interface ReceiptPorts {
  readonly machine: Pick<ApprovalMachine, "load" | "loadData" | "keepReceipt">;
  readonly sign: ReceiptSigner;
  /** The deployment's public address; `undefined` where none is set: then the approval's own is named. */
  readonly publicUrl: () => string | undefined;
}

/** Whoever asks while it is being signed gets the same: the run is woken and the ledger told at the same time. */
export function receiptProvider(ports: ReceiptPorts): () => Promise<string> {
  let underWay: Promise<string> | null = null;
  return () => {
    underWay ??= provideReceipt(ports).finally(() => (underWay = null));
    return underWay;
  };
}

/** Signed twice, by two lives of the object, both give the one that was kept first. Throws where no end is on record. */
export async function provideReceipt({ machine, sign, publicUrl }: ReceiptPorts): Promise<string> {
  const stored = machine.load();
  if (stored?.state.end == null) throw new Error("An approval that is not over has no receipt.");
  if (stored.receipt !== null) return stored.receipt;
  const known = {
    issuer: publicUrl() ?? stored.facts.baseUrl,
    dataHash: stored.facts.dataHash ?? hashOfStillKept(machine),
  };
  return machine.keepReceipt(await sign(claimsOf(stored, stored.state.end, known)));
}

/** Of data that came before there were receipts, whose hash was not kept. */
function hashOfStillKept(machine: ReceiptPorts["machine"]): string | null {
  const request = machine.loadData();
  return request === null ? null : hashOf(parseJson(request.dataJson));
}

function claimsOf(
  { facts, createdAt, state }: StoredApproval,
  end: End,
  known: { readonly issuer: string; readonly dataHash: string | null },
): ReceiptClaims {
  return receiptClaims({
    ...facts,
    ...known,
    requestedAt: createdAt,
    approvals: state.answers.map(recordedAnswer),
    end,
  });
}
