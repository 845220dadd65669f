/** Starts what all journeys share: one Worker, one with a post office, and the local servers they talk to. */
import type { TestProject } from "vitest/node";
import { startAccessServer } from "./access-server.ts";
import { prepareBrowser } from "./browser.ts";
import { startCountingServer } from "./counting-server.ts";
import { openPostOffice, type PostOfficeUrls } from "./open-post-office.ts";
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
    /** The Worker of the journeys about people, and what it talks to. */
    postOffice: PostOfficeUrls;
    /** Who issues the tokens of Cloudflare Access. */
    accessServerUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [counting, access] = await Promise.all([startCountingServer(), startAccessServer()]);
  const [worker, office] = await Promise.all([
    TestWorker.start({ vars: testSettings({ testServer: counting.url, accessServer: access.url }) }),
    openPostOffice(access.url),
    prepareBrowser(),
  ]);
  project.provide("workerUrl", worker.url);
  project.provide("workerState", worker.state);
  project.provide("testServerUrl", counting.url);
  project.provide("postOffice", office.urls);
  project.provide("accessServerUrl", access.url);
  return async () => {
    await Promise.all([worker.stop(), office.close()]);
    await counting.stop();
    await access.stop();
  };
}
