/** The Worker under test: the shipped one, but that a test can move the time of an approval, and of a workspace. */
import type { Env } from "../../src/config.ts";
import { readService } from "../../src/settings/read-binding.ts";
import { parseApprovalId } from "../../src/kernel/ids.ts";
import shipped from "../../src/worker.ts";
import type { MovableHITLState } from "./movable-hitl-state.ts";
import type { MovableLedger } from "./movable-ledger.ts";
import { MOVE_TIME, type TimeMove, type TimeOf } from "./move-time.ts";

/** Paths that another Worker answers, where one runs beside this one. */
const BESIDE = "/beside/";

export { Approvals, EnsembleRun, Keyring, McpSession } from "../../src/worker.ts";
export { MovableHITLState as HITLState } from "./movable-hitl-state.ts";
export { MovableLedger as Ledger } from "./movable-ledger.ts";

export default {
  fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === MOVE_TIME) return moveTime(request, env);
    // What runs beside this Worker has no address of its own.
    const beside = pathname.startsWith(BESIDE) ? readService(env, "BESIDE") : undefined;
    return beside === undefined ? shipped.fetch(request, env, ctx) : beside.fetch(request);
  },
} satisfies ExportedHandler<Env>;

async function moveTime(request: Request, env: Env): Promise<Response> {
  const { ms, ...of } = await request.json<TimeMove>();
  const movable = findMovable(of, env);
  if (movable === null) return new Response(`there is no ${JSON.stringify(of)}`, { status: 404 });
  await movable.moveTime(ms);
  return new Response(null, { status: 204 });
}

function findMovable(of: TimeOf, env: Env): Movable | null {
  if ("workspace" in of) return asMovable(env.LEDGER.getByName(of.workspace));
  const objectId = parseApprovalId(of.approvalId);
  return objectId === null ? null : asMovable(env.HITL_STATE.get(env.HITL_STATE.idFromString(objectId)));
}

type Movable = Pick<MovableHITLState | MovableLedger, "moveTime">;

/** The namespaces hold the classes above. */
function asMovable(stub: unknown): Movable {
  return stub as Movable;
}
