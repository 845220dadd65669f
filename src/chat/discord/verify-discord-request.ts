/** Whether a request comes from Discord (docs.discord.com/developers/interactions/overview), told before it is read. */

/** Either way: a clock ahead of ours makes no request good for longer. */
const TOLERANCE_SECONDS = 300;

export interface SignedRequest {
  /** `X-Signature-Timestamp`, in seconds. */
  readonly timestamp: string;
  /** `X-Signature-Ed25519`: 128 hex digits. */
  readonly signature: string;
  /** As it came. */
  readonly body: string;
}

/** @param now - epoch milliseconds */
export function isRecent(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS;
}

/** @param publicKey - 64 hex digits */
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
