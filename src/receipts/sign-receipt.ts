/** A receipt: what is claimed, signed as a JWS (RFC 7515) with Ed25519, which signs the same with the same bytes. */
import { CompactSign } from "jose";
import type { ReceiptClaims } from "./receipt-claims.ts";
import type { SigningKey } from "./receipt-key.ts";

/** The header's `typ`: keeps any other token of the same key from passing for a receipt. */
export const RECEIPT_TYPE = "countersign-receipt+jwt";

export async function signReceipt(claims: ReceiptClaims, { kid, key }: SigningKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "EdDSA", typ: RECEIPT_TYPE, kid })
    .sign(key);
}
