/** The ledger's way to the outside: Workflows, and the objects that own approvals. A fresh stub for every call. */
import { parseApprovalId } from "../kernel/ids.ts";
import type { CancelApproval, EngineState, HealingPorts } from "./healing.ts";

/** The bindings that the ledger needs. */
export interface LedgerEnv {
  readonly RUNS: Workflow;
  readonly HITL_STATE: DurableObjectNamespace;
}

/** An event of a type that no run waits for. */
const WAKE = { type: "wake", payload: {} };

/** What an approval's owner offers the ledger. */
interface ApprovalOwner {
  cancel(request: CancelApproval): Promise<{ readonly status: string }>;
  settle(): Promise<void>;
  lookAgain(): Promise<void>;
}

export function platformPorts(env: LedgerEnv): HealingPorts {
  return {
    async createRun(start) {
      await orIf(env.RUNS.create({ id: start.runId, params: start }), "already_exists");
    },
    async inspectRun(runId) {
      const found = await orIf(readStatus(env.RUNS, runId), "not_found");
      return found ?? { status: "missing" };
    },
    async wakeRun(runId) {
      const instance = await env.RUNS.get(runId);
      await instance.sendEvent(WAKE);
    },
    async signalRun(runId, signal) {
      const instance = await env.RUNS.get(runId);
      await instance.sendEvent({ type: signal, payload: {} });
    },
    async terminateRun(runId) {
      const instance = await env.RUNS.get(runId);
      await instance.terminate();
    },
    async cancelApproval(approvalId, request) {
      await ownerOf(env.HITL_STATE, approvalId)?.cancel(request);
    },
    async settleApproval(approvalId) {
      await ownerOf(env.HITL_STATE, approvalId)?.settle();
    },
    async lookAgain(approvalId) {
      await ownerOf(env.HITL_STATE, approvalId)?.lookAgain();
    },
  };
}

async function readStatus(runs: Workflow, runId: string): Promise<EngineState> {
  const instance = await runs.get(runId);
  const { status, output } = await instance.status();
  if (status === "complete") return { status, output };
  return { status: status === "errored" || status === "terminated" ? "stopped" : "alive" };
}

/** The result, or `null` where it failed with that code: Workflows names its errors only in their messages. */
async function orIf<T>(attempt: Promise<T>, code: string): Promise<T | null> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof Error && error.message.includes(code)) return null;
    throw error;
  }
}

/** The object that owns an approval; `null` where the id is none of this namespace: such a one was never opened. */
function ownerOf(namespace: DurableObjectNamespace, approvalId: string): ApprovalOwner | null {
  const objectId = parseApprovalId(approvalId);
  if (objectId === null) return null;
  try {
    return asApprovalOwner(namespace.get(namespace.idFromString(objectId)));
  } catch {
    return null;
  }
}

/** The namespace holds `HITLState` objects, whose class offers these methods. */
function asApprovalOwner(stub: unknown): ApprovalOwner {
  return stub as ApprovalOwner;
}
