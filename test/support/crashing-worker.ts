/** What a crash test needs: a Worker of its own to kill, the servers it calls, and the ways in. */
import { Client } from "./client.ts";
import { Counting, startCountingServer } from "./counting-server.ts";
import { KEYS, testSettings } from "./settings.ts";
import { TestWorker } from "./worker.ts";

/** How long a run may take to end by itself after a crash: milliseconds. */
export const RECOVERY = 30_000;

export interface CrashingWorker extends AsyncDisposable {
  readonly worker: TestWorker;
  readonly client: Client;
  readonly counting: Counting;
}

export async function startCrashingWorker(): Promise<CrashingWorker> {
  const outside = await startCountingServer();
  const worker = await TestWorker.start({ vars: testSettings({ testServer: outside.url }) });
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
