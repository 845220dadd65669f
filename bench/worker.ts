/** The Worker that is measured: the product as it is, and beside it, in the same process, the floors it is held against. */
import type { Env } from "../src/config.ts";
import product from "../src/worker.ts";
import { ledgerOf } from "../src/ledger/ledger-of.ts";
import { replay } from "./ledger-alone.ts";
import { heldEnv, openHeld } from "./floors/held-approval.ts";
import { callFloor, type FloorEnv } from "./floors/routes.ts";

export { EnsembleRun, HITLState, Keyring, McpSession } from "../src/worker.ts";
export { BareObject } from "./floors/bare-object.ts";
export { BareWorkflow } from "./floors/bare-workflow.ts";
export { HeldApproval } from "./floors/held-approval.ts";
export { KeepingLedger as Ledger } from "./ledger-alone.ts";

export type BenchEnv = Env & FloorEnv & { readonly HELD_STATE: DurableObjectNamespace };

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("/bench/"))
      return product.fetch(request, request.headers.has("x-held") ? heldEnv(env) : env, ctx);
    if (pathname === "/bench/held") return openHeld(env);
    if (pathname === "/bench/ledger") {
      const { runs } = await request.json<{ readonly runs: number }>();
      return Response.json({ calls: await replay(ledgerOf(env.LEDGER, "alone"), runs) });
    }
    return callFloor(request.method, pathname, env);
  },
} satisfies ExportedHandler<BenchEnv>;
