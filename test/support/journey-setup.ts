/** Starts what all journeys share: one Worker and the local servers it talks to. */
import type { TestProject } from "vitest/node";
import { prepareBrowser } from "./browser.ts";
import { startCountingServer } from "./counting-server.ts";
import { testSettings } from "./settings.ts";
import { TestWorker } from "./worker.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the shared Worker listens. */
    workerUrl: string;
    /** Its state folder. */
    workerState: string;
    /** Where the shared counting server listens. */
    testServerUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const counting = await startCountingServer();
  const [worker] = await Promise.all([
    TestWorker.start({ vars: testSettings({ testServer: counting.url }) }),
    prepareBrowser(),
  ]);
  project.provide("workerUrl", worker.url);
  project.provide("workerState", worker.state);
  project.provide("testServerUrl", counting.url);
  return async () => {
    await worker.stop();
    await counting.stop();
  };
}
