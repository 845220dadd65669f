/** Whether a request comes from Discord (docs.discord.com/developers/interactions/overview), told before it is read. */
import type { SignedRequest } from "../read-signed.ts";

/**
 * The signature is 128 hex digits.
 *
 * @param publicKey - 64 hex digits
 */
export async function isSignedByDiscord(
  { timestamp, signature, body }: SignedRequest,
  publicKey: string,
): Promise<boolean> {
  if (!/^[0-9a-f]{128}$/i.test(signature)) return false;
  const key = await crypto.subtle.importKey("raw", bytesOf(publicKey), { name: "Ed25519" }, false, ["verify"]);
  const signed = new TextEncoder().encode(timestamp + body);
  return crypto.subtle.verify({ name: "Ed25519" }, key, bytesOf(signature), signed);
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
