/** Starts what these tests share: a Worker with the shipped examples, one with the reference's, and their partners. */
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ROOT } from "../../support/worker-config.ts";
import { TestWorker } from "../../support/worker.ts";
import { startPartnerServers } from "./partner-servers.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The Worker with the shipped `ensembles/`. */
    examplesUrl: string;
    /** The Worker with `test/reference/ensembles/`. */
    referenceUrl: string;
    partnersUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const partners = await startPartnerServers();
  const [examples, reference] = await Promise.all([
    TestWorker.start({ vars: partners.settings, ensembles: join(ROOT, "ensembles") }),
    TestWorker.start({ vars: partners.settings, ensembles: join(ROOT, "test/reference/ensembles"), d1: "DB" }),
  ]);
  project.provide("examplesUrl", examples.url);
  project.provide("referenceUrl", reference.url);
  project.provide("partnersUrl", partners.url);
  return async () => {
    await Promise.all([examples.stop(), reference.stop()]);
    await partners.stop();
  };
}
