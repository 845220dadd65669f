/** Signs the receipts of tests, with the key that RFC 8037 prints in its appendix: it proves nothing to anybody. */
import { importSigningKey, type PrivateJwk } from "../receipts/receipt-key.ts";
import type { ReceiptSigner } from "../receipts/receipt-signer.ts";
import { signReceipt } from "../receipts/sign-receipt.ts";

const KEY: PrivateJwk = {
  kty: "OKP",
  crv: "Ed25519",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
};

export const signTestReceipt: ReceiptSigner = async (claims) => signReceipt(claims, await importSigningKey(KEY));
