/**
 * The keys of receipts, `RECEIPT_KEYS`. Read when a receipt is signed or checked, so that a wrong setting stops nothing
 * else.
 */
import { z } from "zod";
import { isKeyPair, type PrivateJwk, type PublicJwk } from "../receipts/receipt-key.ts";
import { oncePerEnv } from "./once-per-env.ts";
import { readJson, type Variables } from "./read-variable.ts";

/** The keys that the setting gives: the first signs, and all of them are published. */
export interface ReceiptKeySettings {
  readonly signing: PrivateJwk;
  readonly all: readonly PublicJwk[];
}

/** Other members of a JSON Web Key, such as `kid` and `use`, may be there and are not read. */
const ReceiptJwk = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().regex(/^[\w-]{43}$/, "32 bytes in base64url"),
  d: z
    .string()
    .regex(/^[\w-]{43}$/, "32 bytes in base64url")
    .optional(),
});

const ReceiptJwks = z.tuple(
  [ReceiptJwk.required().refine(isKeyPair, { path: ["d"], message: "does not belong to x" })],
  ReceiptJwk,
);

/** `null` where the setting is not there: the deployment then makes keys and keeps them itself. */
export const readReceiptKeys = oncePerEnv((env: Variables): ReceiptKeySettings | null => {
  const keys = readJson(env, "RECEIPT_KEYS", ReceiptJwks, {
    shape: "a JSON list of Ed25519 keys as JWKs, the first of them private",
    cure: "npx wrangler secret put RECEIPT_KEYS",
  });
  return keys === undefined ? null : { signing: keys[0], all: keys };
});
