/** The product as a program uses it: over HTTP, with a key, and links as people get them. */
import { call } from "./http-client.ts";
import { BENCH_KEY } from "./workspace.ts";

const AUTHORIZED = { authorization: `Bearer ${BENCH_KEY}` };
const PATIENT = { ...AUTHORIZED, prefer: "wait=30" };

interface Run {
  readonly id: string;
  readonly status: string;
  readonly approvals: readonly string[];
}

export interface Asked {
  readonly runId: string;
  readonly link: string;
}

export class Product {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Starts a run and waits until it asks. */
  async startToSuspended(): Promise<Run> {
    const run = await call<Run>({
      method: "POST",
      url: `${this.#url}/api/ensembles/ask-once/runs`,
      headers: PATIENT,
      body: { input: { message: "How are you?" } },
    });
    if (run.status !== "suspended") throw new Error(`the run is ${run.status}`);
    return run;
  }

  /** The same run's calls of the ledger, for so many new runs; gives how many calls one took. */
  async replayLedger(runs: number): Promise<number> {
    const answer = await call<{ calls: number }>({ method: "POST", url: `${this.#url}/bench/ledger`, body: { runs } });
    return answer.calls;
  }

  async linkOf(run: Run): Promise<Asked> {
    const [approvalId = ""] = run.approvals;
    return { runId: run.id, link: await this.#mint(approvalId, AUTHORIZED) };
  }

  /** An approval whose effects are held back; gives its link. */
  async openHeld(): Promise<string> {
    const { id } = await call<{ id: string }>({ method: "POST", url: `${this.#url}/bench/held` });
    return this.#mint(id, { ...AUTHORIZED, "x-held": "1" });
  }

  async decide(link: string): Promise<void> {
    await call({ method: "POST", url: link, body: { approved: true, feedback: "fine" } });
  }

  async decideHeld(link: string): Promise<void> {
    await call({ method: "POST", url: link, headers: { "x-held": "1" }, body: { approved: true, feedback: "fine" } });
  }

  /** Waits for the end of a run whose approval was decided; until the ledger has heard of it, it still says suspended. */
  async untilCompleted(runId: string): Promise<void> {
    for (;;) {
      const { status } = await call<Run>({ method: "GET", url: `${this.#url}/api/runs/${runId}`, headers: PATIENT });
      if (status === "completed") return;
      if (status !== "suspended" && status !== "running") throw new Error(`the run is ${status}`);
      polls += 1;
    }
  }

  async #mint(approvalId: string, headers: Readonly<Record<string, string>>): Promise<string> {
    const url = `${this.#url}/api/approvals/${approvalId}/links`;
    const minted = await call<{ url: string }>({ method: "POST", url, headers, body: {} });
    return `${this.#url}${minted.url.replace(/^https?:\/\/[^/]+/, "")}`;
  }
}

let polls = 0;

/** How often a wait for a run's end had to be asked again since this was last read. */
export function takePolls(): number {
  const taken = polls;
  polls = 0;
  return taken;
}
