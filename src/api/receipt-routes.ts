/** The keys of receipts: public to everybody, and changed for new ones by whoever runs the deployment. */
import { cors } from "hono/cors";
import { readReceiptKeys } from "../settings/read-receipt-keys.ts";
import { actorLabel } from "../contract/actor.ts";
import { ReceiptKeys, RotatedKey } from "../contract/receipt.ts";
import { systemClock } from "../kernel/clock.ts";
import { CountersignError } from "../kernel/errors.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { keyringOf } from "../receipts/keyring-port.ts";
import { publishedKeys } from "../receipts/published-keys.ts";
import { publishedKey } from "../receipts/receipt-key.ts";
import { forgetKeptKey } from "../receipts/receipt-signer.ts";
import { addRoute, type Api } from "./route.ts";

const KEYS_PATH = "/.well-known/jwks.json";

export function addReceiptRoutes(api: Api): void {
  addPublicKeys(api);
  addRoute(api, {
    method: "post",
    path: "/api/receipts/rotate",
    summary: "Sign receipts with a new key from now on; old receipts stay good",
    scope: "admin",
    answers: { 201: { description: "The key that signs now", schema: RotatedKey } },
    errors: ["receipt-keys-set"],
    handle: async ({ c, env, holder }) => {
      if (readReceiptKeys(env) !== null) throw keysSet();
      const { kid } = await publishedKey(await keyringOf(env.KEYRING).rotate());
      forgetKeptKey();
      await ledgerOf(env.LEDGER, holder.workspace).recordEvent({
        id: `key_${kid}`,
        at: systemClock(),
        type: "key.rotated",
        actor: actorLabel({ kind: "key", name: holder.name }),
        detail: JSON.stringify({ kid }),
      });
      return c.json({ kid }, 201);
    },
  });
}

function addPublicKeys(api: Api): void {
  api.openAPIRegistry.registerPath({
    method: "get",
    path: KEYS_PATH,
    operationId: "getReceiptKeys",
    summary: "The public keys by which receipts are checked",
    security: [],
    responses: {
      200: { description: "All keys there ever were", content: { "application/json": { schema: ReceiptKeys } } },
    },
  });
  api.use(KEYS_PATH, cors({ origin: "*", allowMethods: ["GET", "HEAD"] }));
  api.get(KEYS_PATH, async (c) => {
    const keys = await publishedKeys(readReceiptKeys(c.env)?.all ?? [], keyringOf(c.env.KEYRING));
    // Before there is a first key, nobody should remember that there is none.
    if (keys.length > 0) c.header("cache-control", "public, max-age=300");
    return c.json({ keys });
  });
}

function keysSet(): CountersignError {
  return new CountersignError(
    "receipt-keys-set",
    "The keys are those of RECEIPT_KEYS: set it anew, the new key first.",
  );
}
