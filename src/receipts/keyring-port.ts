/** The keyring of the deployment, as the other parts call it over RPC. */
import type { PrivateJwk, PublicJwk } from "./receipt-key.ts";

export interface KeyringPort {
  /** The key that signs; made at the first call. */
  signingKey(): Promise<PrivateJwk>;
  /** Every public half there ever was, the one that signs next included; makes none. */
  publicKeys(): Promise<readonly PublicJwk[]>;
  /** Has the next key sign from now on, forgets the private half of the last one, and gives the key that signs. */
  rotate(): Promise<PublicJwk>;
}

/** One keyring for the whole deployment. A fresh stub for every call: one held across an eviction stays broken. */
export function keyringOf(namespace: DurableObjectNamespace): KeyringPort {
  const keyring = (): KeyringPort => asKeyringPort(namespace.getByName("receipts"));
  return {
    signingKey: () => keyring().signingKey(),
    publicKeys: () => keyring().publicKeys(),
    rotate: () => keyring().rotate(),
  };
}

/** The binding KEYRING names the class Keyring, which implements KeyringPort; the platform's types cannot say so. */
function asKeyringPort(stub: unknown): KeyringPort {
  return stub as KeyringPort;
}
