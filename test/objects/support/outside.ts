/** Starts the local server that the Worker under test calls: webhooks and agents' requests. */
import type { TestProject } from "vitest/node";
import { startCountingServer } from "../../support/counting-server.ts";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const counting = await startCountingServer();
  project.provide("testServerUrl", counting.url);
  return () => counting.stop();
}
