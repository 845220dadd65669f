/** Receipts: the keys that check them, as everybody may read them. */
import { z } from "@hono/zod-openapi";

/** A public key: an Ed25519 JSON Web Key (RFC 8037) under its thumbprint (RFC 7638). */
export const ReceiptKey = z
  .object({
    kty: z.literal("OKP"),
    crv: z.literal("Ed25519"),
    x: z.string(),
    kid: z.string(),
    alg: z.literal("EdDSA"),
    use: z.literal("sig"),
  })
  .openapi("ReceiptKey");
export type ReceiptKey = z.infer<typeof ReceiptKey>;

export const ReceiptKeys = z.object({ keys: z.array(ReceiptKey) }).openapi("ReceiptKeys");

export const RotatedKey = z
  .object({ kid: z.string().openapi({ description: "of the key that signs from now on" }) })
  .openapi("RotatedKey");
