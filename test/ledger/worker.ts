/** The real Ledger, whose time a test can move, with an engine and owners of approvals that do as a test tells them and remember what was asked. */
import { DurableObject, WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { parseJson } from "../../src/kernel/json.ts";
import type { CancelApproval } from "../../src/ledger/healing.ts";
import type { RunReport, RunStart } from "../../src/ledger/port.ts";

export { MovableLedger as Ledger } from "../support/movable-ledger.ts";

/** What a fake owner does when it is called. */
export type OwnerBehaviour = "answer" | "throw" | "hang" | `wake ${string}`;

/** What a fake run does; its input says so. */
export type RunBehaviour = "wait" | "finish" | "finish-when-woken" | "answer-nonsense" | "throw";

export interface Called {
  readonly method: "cancel" | "settle" | "lookAgain";
  readonly request?: CancelApproval;
}

/** Stands in for HITLState: records the calls of the ledger. */
export class FakeHitlState extends DurableObject<{ readonly RUNS: Workflow }> {
  #release = Promise.withResolvers<void>();

  /** Whoever hangs is released. */
  async behave(behaviour: OwnerBehaviour): Promise<void> {
    this.#release.resolve();
    this.#release = Promise.withResolvers();
    await this.ctx.storage.put("behaviour", behaviour);
  }

  async calls(): Promise<Called[]> {
    return (await this.ctx.storage.get<Called[]>("calls")) ?? [];
  }

  async cancel(request: CancelApproval): Promise<{ status: string }> {
    await this.#record({ method: "cancel", request });
    return { status: "cancelled" };
  }

  async settle(): Promise<void> {
    await this.#record({ method: "settle" });
  }

  async lookAgain(): Promise<void> {
    await this.#record({ method: "lookAgain" });
  }

  async #record(called: Called): Promise<void> {
    await this.ctx.storage.put("calls", [...(await this.calls()), called]);
    const behaviour = await this.ctx.storage.get<OwnerBehaviour>("behaviour");
    if (behaviour === "throw") throw new Error("the owner is out of order");
    if (behaviour?.startsWith("wake ")) await this.#wake(behaviour.slice("wake ".length));
    if (behaviour === "hang") await this.#release.promise;
  }

  async #wake(runId: string): Promise<void> {
    const instance = await this.env.RUNS.get(runId);
    await instance.sendEvent({ type: "wake", payload: {} });
  }
}

/** Stands in for EnsembleRun. It reports nothing: all that the ledger knows of it, it found out by itself. */
export class FakeRun extends WorkflowEntrypoint<unknown, RunStart> {
  override async run(event: WorkflowEvent<RunStart>, step: WorkflowStep): Promise<string> {
    const { runId, inputJson } = event.payload;
    const { behaviour } = parseJson<{ behaviour: RunBehaviour }>(inputJson);
    if (behaviour === "throw") throw new Error("the run broke");
    if (behaviour === "answer-nonsense") return "nonsense";
    if (behaviour === "finish-when-woken") await step.waitForEvent("a wake", { type: "wake", timeout: "1 hour" });
    if (behaviour === "wait") await step.waitForEvent("for good", { type: "never", timeout: "1 hour" });
    return JSON.stringify(finalReport(runId));
  }
}

function finalReport(runId: string): RunReport {
  return { runId, seq: 9, status: "completed", at: Date.now(), steps: [], outputJson: '"from the engine"' };
}

export default {
  fetch: () => new Response(null, { status: 404 }),
};
