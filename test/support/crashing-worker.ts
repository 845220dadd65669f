/** What a crash test needs: a Worker of its own to kill, the servers it calls, and the ways in. */
import { afterAll, beforeAll } from "vitest";
import { Client } from "./client.ts";
import { Counting, startCountingServer } from "./counting-server.ts";
import { KEYS, testSettings } from "./settings.ts";
import { TestWorker, type WorkerOptions } from "./worker.ts";

/** How long a run may take to end by itself after a crash: milliseconds. */
export const RECOVERY = 30_000;

export interface CrashingWorker {
  readonly worker: TestWorker;
  readonly client: Client;
  readonly counting: Counting;
}

/** What the tests of a file may have of their own; without it, the ensembles of test/support. */
type Own = Pick<WorkerOptions, "ensembles">;

/** Starts a Worker for the tests of a file; call it at the file's top. Gives the way to it. */
export function useCrashingWorker(own: Own = {}): () => CrashingWorker {
  let started: (CrashingWorker & AsyncDisposable) | undefined;
  beforeAll(async () => {
    started = await startCrashingWorker(own);
  });
  afterAll(async () => {
    await started?.[Symbol.asyncDispose]();
  });
  return () => {
    if (started === undefined) throw new Error("the Worker is not there");
    return started;
  };
}

async function startCrashingWorker(own: Own): Promise<CrashingWorker & AsyncDisposable> {
  const outside = await startCountingServer();
  const vars = { ...testSettings({ testServer: outside.url }), SLACK_WEBHOOK_URL: `${outside.url}/slack` };
  const worker = await TestWorker.start({ vars, ...own });
  return {
    worker,
    client: new Client(worker.url, KEYS.main),
    counting: new Counting(outside.url),
    [Symbol.asyncDispose]: async () => {
      await worker.stop();
      await outside.stop();
    },
  };
}
