/** Signs receipts with the key in force, which is asked for once in a while and kept in memory in between. */
import type { Clock } from "../kernel/clock.ts";
import type { KeyringPort } from "./keyring-port.ts";
import type { ReceiptClaims } from "../contract/receipt-claims.ts";
import { importSigningKey, type PrivateJwk, type SigningKey } from "./receipt-key.ts";
import { signReceipt } from "./sign-receipt.ts";

/** How long after a rotation the key before may still sign, in milliseconds. */
const KEPT_MS = 5 * 60_000;

export interface SignerPorts {
  /** The key of the setting, or `null`: then the keyring's signs. */
  readonly configured: () => PrivateJwk | null;
  readonly keyring: () => Pick<KeyringPort, "signingKey">;
  readonly now: Clock;
}

export type ReceiptSigner = (claims: ReceiptClaims) => Promise<string>;

/** The keyring's key. Never a promise of it: one request must not wait for what another one began. */
let kept: { readonly jwk: PrivateJwk; readonly until: number } | null = null;

export function createReceiptSigner(ports: SignerPorts): ReceiptSigner {
  return async (claims) => signReceipt(claims, await keyInForce(ports));
}

/** After a rotation: here the new key signs at once. */
export function forgetKeptKey(): void {
  kept = null;
}

async function keyInForce({ configured, keyring, now }: SignerPorts): Promise<SigningKey> {
  const own = configured();
  if (own !== null) return importSigningKey(own);
  if (kept === null || now() >= kept.until) kept = { jwk: await keyring().signingKey(), until: now() + KEPT_MS };
  return importSigningKey(kept.jwk);
}
