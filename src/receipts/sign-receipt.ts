/** A receipt: what is claimed, signed as a JWS (RFC 7515) with Ed25519, which signs the same with the same bytes. */
import { RECEIPT_TYPE, type ReceiptClaims } from "../contract/receipt-claims.ts";
import type { SigningKey } from "./receipt-key.ts";

export async function signReceipt(claims: ReceiptClaims, { kid, key }: SigningKey): Promise<string> {
  const { CompactSign } = await import("./jose-parts.ts");
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "EdDSA", typ: RECEIPT_TYPE, kid })
    .sign(key);
}
