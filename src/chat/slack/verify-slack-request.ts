/** Whether a request comes from Slack (docs.slack.dev/authentication/verifying-requests-from-slack), told before it is read. */
import type { SignedRequest } from "../read-signed.ts";

/** The signature is `v0=` and 64 hex digits. Several secrets, separated by spaces, while one is being replaced: any of them may have signed. */
export async function isSignedBySlack(request: SignedRequest, secrets: string): Promise<boolean> {
  const signature = parseSignature(request.signature);
  if (signature === null) return false;
  const signed = new TextEncoder().encode(`v0:${request.timestamp}:${request.body}`);
  const matches = secrets
    .split(/\s+/)
    .filter((secret) => secret !== "")
    .map(async (secret) => crypto.subtle.verify("HMAC", await hmacKey(secret), signature, signed));
  return (await Promise.all(matches)).includes(true);
}

/** `verify` compares in constant time. */
function hmacKey(secret: string): Promise<CryptoKey> {
  const raw = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

function parseSignature(text: string): Uint8Array<ArrayBuffer> | null {
  const hex = /^v0=([0-9a-f]{64})$/.exec(text)?.[1];
  return hex === undefined ? null : Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
