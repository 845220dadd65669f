/**
 * Keys of receipts: Ed25519 as JSON Web Keys, each named by its thumbprint. What makes and reads them is loaded when the
 * first one is used: settings are read with this file, and they are read first of all.
 */
import { createPrivateKey, createPublicKey } from "node:crypto";
import type { ReceiptKey } from "../contract/receipt.ts";

export interface PublicJwk {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
}

export interface PrivateJwk extends PublicJwk {
  readonly d: string;
}

/** A key ready to sign. */
export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

export async function makeKey(): Promise<PrivateJwk> {
  const { exportJWK, generateKeyPair } = await import("./jose-parts.ts");
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const { x, d } = await exportJWK(privateKey);
  if (x === undefined || d === undefined) throw new Error("The platform made a key without its halves.");
  return { kty: "OKP", crv: "Ed25519", x, d };
}

/** Whether the private half belongs to the public one: workerd does not look when it imports a key. */
export function isKeyPair({ kty, crv, x, d }: PrivateJwk): boolean {
  try {
    const whole = createPrivateKey({ key: { kty, crv, x, d }, format: "jwk" });
    return createPublicKey(whole).export({ format: "jwk" }).x === x;
  } catch {
    return false;
  }
}

/** The public half, as everybody may read it. */
export async function publishedKey({ kty, crv, x }: PublicJwk): Promise<ReceiptKey> {
  return { kty, crv, x, kid: await kidOf({ kty, crv, x }), alg: "EdDSA", use: "sig" };
}

/** Keys once imported, by the object they came as: importing takes longer than signing. */
const imported = new WeakMap<PrivateJwk, SigningKey>();

export async function importSigningKey(jwk: PrivateJwk): Promise<SigningKey> {
  const known = imported.get(jwk);
  if (known !== undefined) return known;
  const { kty, crv, x, d } = jwk;
  const { importJWK } = await import("./jose-parts.ts");
  const key = await importJWK({ kty, crv, x, d }, "EdDSA");
  if (key instanceof Uint8Array) throw new TypeError("An Ed25519 key is no secret of bytes.");
  const made = { kid: await kidOf(jwk), key };
  imported.set(jwk, made);
  return made;
}

/** RFC 7638. */
async function kidOf({ kty, crv, x }: PublicJwk): Promise<string> {
  const { calculateJwkThumbprint } = await import("./jose-parts.ts");
  return calculateJwkThumbprint({ kty, crv, x });
}
