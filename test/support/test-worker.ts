/** The Worker under test: the shipped one, but that a test can move the time of an approval. */
import { HITLState as ShippedHITLState } from "../../src/approvals/hitl-state.ts";
import { type Env, readService } from "../../src/config.ts";
import { parseApprovalId } from "../../src/kernel/ids.ts";
import shipped from "../../src/worker.ts";
import { MovableTime } from "./movable-time.ts";
import { MOVE_TIME, type TimeMove } from "./move-time.ts";

/** Paths that another Worker answers, where one runs beside this one. */
const BESIDE = "/beside/";

export { Approvals, EnsembleRun, Keyring, Ledger } from "../../src/worker.ts";

export class HITLState extends ShippedHITLState {
  readonly #time: MovableTime;

  constructor(ctx: DurableObjectState, env: Env) {
    const time = new MovableTime(ctx.storage);
    super(ctx, env, time);
    this.#time = time;
  }

  /** The platform's alarm, where one is set, rings so much earlier; where that is now, it has rung once this resolves. */
  async moveTime(ms: number): Promise<void> {
    const { storage } = this.ctx;
    this.#time.move(ms);
    const alarm = await storage.getAlarm();
    if (alarm === null) return;
    if (alarm - ms > Date.now()) return storage.setAlarm(alarm - ms);
    await storage.deleteAlarm();
    await this.alarm();
  }
}

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
  const { approvalId, ms } = await request.json<TimeMove>();
  const objectId = parseApprovalId(approvalId);
  if (objectId === null) return new Response(`there is no ${approvalId}`, { status: 404 });
  await asMovable(env.HITL_STATE.get(env.HITL_STATE.idFromString(objectId))).moveTime(ms);
  return new Response(null, { status: 204 });
}

/** The namespace holds the class above. */
function asMovable(stub: unknown): Pick<HITLState, "moveTime"> {
  return stub as Pick<HITLState, "moveTime">;
}
