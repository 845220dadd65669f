/** The keys by which anybody can check a receipt: those of the setting first, then all that the keyring ever had. */
import type { ReceiptKey } from "../contract/receipt.ts";
import type { KeyringPort } from "./keyring-port.ts";
import { publishedKey, type PublicJwk } from "./receipt-key.ts";

export async function publishedKeys(
  configured: readonly PublicJwk[],
  keyring: Pick<KeyringPort, "publicKeys">,
): Promise<ReceiptKey[]> {
  const all = await Promise.all([...configured, ...(await keyring.publicKeys())].map(publishedKey));
  return [...new Map(all.map((key) => [key.kid, key])).values()];
}
