/**
 * The Worker under test: `wrangler dev` in a process group of its own, on a state folder that outlives it.
 * `kill` is a power cut: SIGKILL to the whole group, so that nothing gets to tidy up.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { ROOT, writeWorkerConfig } from "./worker-config.ts";

const ENSEMBLES = join(ROOT, "test/support/ensembles");
const BIN = join(ROOT, "node_modules/.bin");
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const READY_WITHIN = 60_000;

export interface WorkerOptions {
  readonly vars: Readonly<Record<string, string>>;
  /** A folder of ensembles of its own; without one, test/support/ensembles. */
  readonly ensembles?: string;
  /** Binding of a local D1 database of its own. */
  readonly d1?: string;
  /** Name of a `send_email` binding; mails are then written to files. */
  readonly mail?: string;
  /** A Worker that runs beside it, and the service bindings by which it is reached. */
  readonly beside?: { readonly config: string; readonly services: string };
  /** The entry, from the root; without one, test/support/test-worker.ts. */
  readonly entry?: string;
  /** Where it listens, for whoever has to know before; without one, wherever nobody does. */
  readonly port?: number;
}

export class TestWorker {
  /** Where the Durable Objects and Workflows live; survives `kill`. */
  readonly state: string;
  /** Configuration, log and state of this Worker alone. */
  readonly #folder: string;
  readonly url: string;
  readonly #port: number;
  readonly #options: WorkerOptions;
  #process: ChildProcess | undefined;

  private constructor(port: number, options: WorkerOptions) {
    this.#folder = mkdtempSync(join(tmpdir(), "countersign-"));
    this.state = join(this.#folder, "state");
    this.url = `http://127.0.0.1:${port}`;
    this.#port = port;
    this.#options = options;
    process.once("exit", () => this.#killGroup());
  }

  static async start(options: WorkerOptions): Promise<TestWorker> {
    const worker = new TestWorker(options.port ?? (await freePort()), options);
    try {
      await worker.start();
    } catch (error) {
      await worker.stop();
      throw error;
    }
    return worker;
  }

  /** Starts it on the state it has, and on the same port: links already given out stay good. */
  async start(): Promise<void> {
    const log = openSync(this.#log, "a");
    this.#process = spawn(nodePath(), [WRANGLER, "dev", ...this.#arguments()], {
      cwd: ROOT,
      detached: true,
      env: this.#environment(),
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    await this.#ready();
  }

  /** SIGKILL to the whole process group; resolves when it is gone. */
  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined) return;
    this.#killGroup();
    if (running.exitCode === null && running.signalCode === null) await once(running, "exit");
    while (await isListening(this.#port)) await sleep(10);
    this.#process = undefined;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Ends it for good, state included; with KEEP_TEST_STATE set, folder and log stay for a look at them. */
  async stop(): Promise<void> {
    await this.kill();
    if (process.env["KEEP_TEST_STATE"] !== undefined) return console.info(`kept ${this.#folder}`);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** What it printed so far. */
  readLog(): string {
    return readFileSync(this.#log, "utf8");
  }

  get #log(): string {
    return join(this.#folder, "worker.log");
  }

  #arguments(): string[] {
    const vars = Object.entries(this.#options.vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
    const { ensembles = ENSEMBLES, d1, mail, beside, entry } = this.#options;
    const services = beside?.services;
    const config = writeWorkerConfig({ folder: this.#folder, ensembles, d1, mail, services, entry });
    const place = { config, "persist-to": this.state, ip: "127.0.0.1", port: this.#port, "inspector-port": 0 };
    const options = Object.entries(place).flatMap(([name, value]) => [`--${name}`, String(value)]);
    if (beside !== undefined) options.push("--config", beside.config);
    return [...options, "--show-interactive-dev-session=false", ...vars];
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}`,
      CI: "1",
      NO_COLOR: "1",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_REGISTRY_PATH: join(this.#folder, "registry"),
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
      X_LOCAL_OBSERVABILITY: "false",
    };
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN;
    while (Date.now() < deadline) {
      if (this.#process === undefined || this.#process.exitCode !== null) break;
      if (await isHealthy(this.url)) return;
      await sleep(50);
    }
    const log = readFileSync(this.#log, "utf8").slice(-4_000);
    await this.kill();
    throw new Error(`the Worker did not start:\n${log}`);
  }

  #killGroup(): void {
    const pid = this.#process?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) });
    return response.status === 200;
  } catch {
    return false;
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** Wrangler needs Node 22.12; where the tests run on an older one, the npm package `node` has a newer. */
function nodePath(): string {
  const major = Number(process.versions.node.split(".")[0]);
  return major >= 24 ? process.execPath : join(BIN, "node");
}
