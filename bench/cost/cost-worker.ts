/** The Worker under test, with all counted that the platform bills for. */
import type { WorkflowEvent, WorkflowStep } from "cloudflare:workers";
import { HITLState as ShippedHITLState } from "../../src/approvals/hitl-state.ts";
import type { Env } from "../../src/config.ts";
import { approvalIdOf } from "../../src/kernel/ids.ts";
import { Ledger as ShippedLedger } from "../../src/ledger/ledger.ts";
import type { RunStart } from "../../src/ledger/port.ts";
import { Keyring as ShippedKeyring } from "../../src/receipts/keyring.ts";
import { EnsembleRun as ShippedRun } from "../../src/runs/ensemble-run.ts";
import { MOVE_TIME } from "../../test/support/move-time.ts";
import worker, { HITLState as MovableHITLState, Ledger as MovableLedger } from "../../test/support/test-worker.ts";
import { COST, FILL, type CostReport, type FillRequest } from "./cost-routes.ts";
import { fillLedger } from "./fill-ledger.ts";
import { ObjectTally } from "./tally.ts";

const tallies = { HITLState: new ObjectTally(), Ledger: new ObjectTally(), Keyring: new ObjectTally() };
const runs = { workerRequests: 0, runs: 0, runsEnded: 0, steps: 0 };
let opened: string[] = [];

export class HITLState extends MovableHITLState {
  constructor(ctx: DurableObjectState, env: Env) {
    tallies.HITLState.watch(ctx.id.toString(), ctx.storage);
    super(ctx, env);
    opened.push(approvalIdOf(ctx.id.toString()));
  }
}

export class Ledger extends MovableLedger {
  constructor(ctx: DurableObjectState, env: Env) {
    tallies.Ledger.watch(ctx.id.toString(), ctx.storage);
    super(ctx, env);
  }

  async fill(request: FillRequest): Promise<void> {
    // Makes the tables, where there are none yet.
    await this.recordEvent({
      id: `filling-${request.from}`,
      at: 0,
      type: "test.filled",
      actor: "system",
      detail: "{}",
    });
    fillLedger(this.ctx.storage.sql, request);
    tallies.Ledger.reset();
  }
}

export { McpSession } from "../../src/worker.ts";

export class Keyring extends ShippedKeyring {
  constructor(ctx: DurableObjectState, env: Env) {
    tallies.Keyring.watch(ctx.id.toString(), ctx.storage);
    super(ctx, env);
  }
}

tallies.HITLState.countCalls(HITLState, ShippedHITLState);
tallies.Ledger.countCalls(Ledger, ShippedLedger);
tallies.Keyring.countCalls(Keyring, ShippedKeyring);

export class EnsembleRun extends ShippedRun {
  override async run(event: WorkflowEvent<RunStart>, step: WorkflowStep): Promise<string | null> {
    runs.runs += 1;
    try {
      return await super.run(event, counted(step));
    } finally {
      runs.runsEnded += 1;
    }
  }
}

/** Every call is one billed step: nothing here runs long enough to be replayed. */
function counted(step: WorkflowStep): WorkflowStep {
  return new Proxy(step, {
    get:
      (target, name) =>
      (...values: readonly unknown[]): unknown => {
        runs.steps += 1;
        return (Reflect.get(target, name) as (...given: readonly unknown[]) => unknown)(...values);
      },
  });
}

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === COST) return request.method === "POST" ? reset() : Response.json(report());
    if (pathname === FILL) return fill(await request.json<FillRequest>(), env);
    if (pathname !== MOVE_TIME) runs.workerRequests += 1;
    return worker.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;

function report(): CostReport {
  const { HITLState: approvals, Ledger: ledger, Keyring: keyring } = tallies;
  return {
    opened,
    counts: {
      ...runs,
      objects: { HITLState: approvals.counts(), Ledger: ledger.counts(), Keyring: keyring.counts() },
    },
  };
}

function reset(): Response {
  for (const tally of Object.values(tallies)) tally.reset();
  Object.assign(runs, { workerRequests: 0, runs: 0, runsEnded: 0, steps: 0 });
  opened = [];
  return new Response(null, { status: 204 });
}

async function fill(request: FillRequest, env: Env): Promise<Response> {
  await asFillable(env.LEDGER.getByName(request.workspace)).fill(request);
  return new Response(null, { status: 204 });
}

/** The namespace holds the class above. */
function asFillable(stub: unknown): Pick<Ledger, "fill"> {
  return stub as Pick<Ledger, "fill">;
}
