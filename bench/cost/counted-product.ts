/** The product as programs and people use it, with all that it does counted. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, Client, decide, expectStatus, send } from "../../test/support/client.ts";
import { eventually } from "../../test/support/eventually.ts";
import { linkMailedTo } from "../../test/support/links-in.ts";
import { type MailChannelsServer, startMailChannelsServer } from "../../test/support/mailchannels-server.ts";
import { TestWorker } from "../../test/support/worker.ts";
import { COST, FILL, type CostReport, type FillRequest } from "./cost-routes.ts";
import type { Counts } from "./tally.ts";

/** Nothing is begun by itself so long after something else: the object's timers are shorter. */
const QUIET_MS = 700;

export class CountedProduct {
  readonly #worker: TestWorker;
  readonly #mail: MailChannelsServer;

  private constructor(worker: TestWorker, mail: MailChannelsServer) {
    this.#worker = worker;
    this.#mail = mail;
  }

  static async start(): Promise<CountedProduct> {
    const mail = await startMailChannelsServer();
    const vars = {
      API_KEYS: JSON.stringify(
        WORKSPACES.map((workspace) => ({ name: workspace, key: keyOf(workspace), workspace, scopes: SCOPES })),
      ),
      MAILCHANNELS_API_KEY: mail.key,
      MAILCHANNELS_API_URL: mail.url,
      EMAIL_FROM: "countersign@example.com",
    };
    const entry = "bench/cost/cost-worker.ts";
    return new CountedProduct(await TestWorker.start({ vars, entry, ensembles: ENSEMBLES }), mail);
  }

  async stop(): Promise<void> {
    await this.#worker.stop();
    await this.#mail.close();
  }

  client(workspace: Workspace): Client {
    return new Client(this.#worker.url, keyOf(workspace));
  }

  /** Asks for pages and of the API as whoever has signed in with the workspace's key. */
  async signIn(workspace: Workspace): Promise<(path: string) => Promise<Answer>> {
    const { url } = this.#worker;
    const body = new URLSearchParams({ key: keyOf(workspace) });
    const answer = await send(`${url}/sign-in`, { body, headers: { accept: "text/html", origin: url } });
    const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    const authorization = `Bearer ${keyOf(workspace)}`;
    return (path) =>
      send(url + path, { headers: path.startsWith("/api/") ? { authorization } : { cookie, accept: "text/html" } });
  }

  async report(): Promise<CostReport> {
    return expectStatus(await send(`${this.#worker.url}${COST}`), 200).body as CostReport;
  }

  /** What is done between, until all is quiet. */
  async countsOf(body: () => Promise<void>): Promise<Counts> {
    expectStatus(await send(`${this.#worker.url}${COST}`, { method: "POST" }), 204);
    await body();
    return this.untilQuiet();
  }

  /** What was counted by when nothing happens any more. */
  async untilQuiet(): Promise<Counts> {
    for (let before = ""; ; await sleep(QUIET_MS)) {
      const { counts } = await this.report();
      if (JSON.stringify(counts) === before) return counts;
      before = JSON.stringify(counts);
    }
  }

  /** The approval that was opened, once its people have been told: nothing is asked of the product to find out. */
  async openedApproval(): Promise<string> {
    const isOpen = ({ opened, counts }: CostReport): boolean =>
      opened.length === 1 && (counts.objects.Ledger.calls["reportRun"] ?? 0) > 0;
    const { opened } = await eventually(() => this.report(), isOpen, { what: "an approval is open" });
    return opened[0] ?? "";
  }

  linkMailedTo(address: string, about: string, count: number): Promise<string> {
    return linkMailedTo(() => this.#mail.requests, { address, about, count });
  }

  /** As a person does: looks at what is asked, and answers. */
  async answer(link: string): Promise<void> {
    expectStatus(await send(link, { headers: { accept: "text/html" } }), 200);
    await decide(link, { approved: true });
  }

  async fillHistory(request: FillRequest): Promise<void> {
    expectStatus(await send(`${this.#worker.url}${FILL}`, { body: request }), 204);
  }

  async untilRunsEnded(): Promise<void> {
    await eventually(
      () => this.report(),
      ({ counts }) => counts.runsEnded === counts.runs && counts.runs > 0,
      {
        what: "the run has ended",
        within: 20_000,
      },
    );
  }
}

const ENSEMBLES = `${import.meta.dirname}/ensembles`;
const SCOPES = ["runs", "approvals", "audit", "admin"];
const WORKSPACES = ["runs", "many", "history", "waiting"] as const;
export type Workspace = (typeof WORKSPACES)[number];

function keyOf(workspace: Workspace): string {
  return `cost-key-${workspace}-0123456789abcdef`;
}
