/**
 * Decisions with their effects held back: the product's own class and doors over a namespace of its own. The rows of the
 * outbox are written and the alarm is set with the decision, as always, but the alarm is set an hour late, and the timer
 * that would begin what is due does not run. So what is measured is deciding, without what follows from it.
 */
import type { Env } from "../../src/config.ts";
import { HITLState } from "../../src/approvals/hitl-state.ts";
import { approvalOfRun } from "../../src/approvals/approval-stub.ts";
import type { DecideAnswer, DecideCommand } from "../../src/approvals/port.ts";
import { BENCH_WORKSPACE } from "../workspace.ts";

const HOUR_MS = 3_600_000;

interface HeldNamespace {
  readonly HELD_STATE: DurableObjectNamespace;
}

export class HeldApproval extends HITLState {
  constructor(ctx: DurableObjectState, env: Env) {
    super(withLateAlarm(ctx), env);
  }

  override decide(command: DecideCommand): Promise<DecideAnswer> {
    return withoutTimers(() => super.decide(command));
  }
}

/** Opens an approval as a run would, without one; answers what the API would show of it. */
export async function openHeld(env: HeldNamespace): Promise<Response> {
  const runId = `run_${crypto.randomUUID()}`;
  const opened = await approvalOfRun(env.HELD_STATE, runId, "approve").open({
    workspace: BENCH_WORKSPACE,
    runId,
    ensemble: "ask-once",
    agent: "approve",
    prompt: "Publish this greeting?",
    dataJson: JSON.stringify({ greeting: "Hello" }),
    metadataJson: "{}",
    formJson: null,
    approvers: [],
    minApprovals: 1,
    rejectionsNeeded: 1,
    groups: [],
    requireVerified: false,
    selfApproval: false,
    remind: [],
    escalate: [],
    requestedBy: "bench",
    timeoutMs: HOUR_MS,
    baseUrl: "",
    deliveries: [],
  });
  return Response.json({ id: opened.approvalId });
}

const held = new WeakMap<object, object>();

/** The bindings under which the product's doors find these approvals in place of the runs' own. */
export function heldEnv<E extends HeldNamespace & Env>(env: E): E {
  const known = held.get(env) ?? { ...env, HITL_STATE: env.HELD_STATE };
  held.set(env, known);
  return known as E;
}

function withLateAlarm(ctx: DurableObjectState): DurableObjectState {
  const { storage } = ctx;
  const late = {
    sql: storage.sql,
    transactionSync: <T>(body: () => T) => storage.transactionSync(body),
    setAlarm: (at: number) => storage.setAlarm(at + HOUR_MS),
    deleteAlarm: () => storage.deleteAlarm(),
  };
  return Object.defineProperty(ctx, "storage", { value: late });
}

/** Whatever the body starts a timer for before it first waits does not happen. */
function withoutTimers<T>(body: () => T): T {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (() => 0) as unknown as typeof setTimeout;
  try {
    return body();
  } finally {
    globalThis.setTimeout = setTimeout;
  }
}
