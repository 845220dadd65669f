/** `wrangler dev` in a process group of its own on a state folder of its own, both gone when it stops. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../test/support/free-port.ts";
import { ROOT } from "../test/support/worker-config.ts";
import { writeBenchConfig } from "./bench-config.ts";
import { BENCH_KEY, BENCH_WORKSPACE } from "./workspace.ts";

const BIN = join(ROOT, "node_modules/.bin");
const READY_WITHIN_MS = 90_000;
const API_KEYS = JSON.stringify([
  { name: "bench", key: BENCH_KEY, workspace: BENCH_WORKSPACE, scopes: ["runs", "approvals", "audit"] },
]);

/** Memory where there is a file system in memory: then a disk's moods are not measured. */
export const STATE_MEDIUM = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export class BenchWorker {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(port: number) {
    this.#folder = mkdtempSync(join(STATE_MEDIUM, "countersign-bench-"));
    this.url = `http://127.0.0.1:${port}`;
    this.#process = this.#spawn(port);
    process.once("exit", () => this.#vanish());
  }

  static async start(): Promise<BenchWorker> {
    const worker = new BenchWorker(await freePort());
    await worker.#untilReady();
    return worker;
  }

  async stop(): Promise<void> {
    this.#killGroup();
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, "exit");
    this.#vanish();
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get state(): string {
    return join(this.#folder, "state");
  }

  /** What the Worker said: empty unless something went wrong. */
  get log(): string {
    return readFileSync(join(this.#folder, "worker.log"), "utf8");
  }

  /** By way of a shell, which can raise the limit on open files: a local Workflow holds three for good. */
  #spawn(port: number): ChildProcess {
    const log = openSync(join(this.#folder, "worker.log"), "a");
    const wrangler = [process.execPath, join(ROOT, "node_modules/wrangler/bin/wrangler.js"), "dev"];
    // prettier-ignore
    const options = [
      "--config", writeBenchConfig(this.#folder),
      "--persist-to", this.state,
      "--ip", "127.0.0.1",
      "--port", String(port),
      "--inspector-port", "0",
      "--show-interactive-dev-session=false",
      "--log-level", "warn",
      "--var", `API_KEYS:${API_KEYS}`,
    ];
    const raise = 'ulimit -n "$(ulimit -Hn)"; exec "$@"';
    const child = spawn("sh", ["-c", raise, "sh", ...wrangler, ...options], {
      cwd: ROOT,
      detached: true,
      env: this.#environment(),
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    return child;
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

  async #untilReady(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline && this.#process.exitCode === null) {
      const answer = await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      if (answer?.ok === true) return;
      await sleep(100);
    }
    const log = this.log.slice(-4_000);
    await this.stop();
    throw new Error(`the Worker did not start:\n${log}`);
  }

  #vanish(): void {
    this.#killGroup();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #killGroup(): void {
    if (this.#process.pid === undefined) return;
    try {
      process.kill(-this.#process.pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
  }
}
