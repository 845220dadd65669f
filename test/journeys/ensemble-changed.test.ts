import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Client, decide } from "../support/client.ts";
import { Counting, startCountingServer, type CountingServer } from "../support/counting-server.ts";
import { KEYS, testSettings } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";
import { TestWorker } from "../support/worker.ts";

const OURS = resolve(import.meta.dirname, "../support/ensembles");

let folder = "";
let outside: CountingServer;
let worker: TestWorker;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "countersign-ensembles-"));
  // What is written in TypeScript names the package, which only the checkout finds.
  cpSync(OURS, folder, { recursive: true, filter: (path) => dirname(path) !== OURS || !path.endsWith(".ts") });
  outside = await startCountingServer();
  worker = await TestWorker.start({ vars: testSettings({ testServer: outside.url }), ensembles: folder });
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await outside.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a run that waits goes on by the plan it began with, whatever became of its ensemble", async () => {
  const client = new Client(worker.url, KEYS.main);
  const counting = new Counting(outside.url);
  const [changed, removed] = [uniqueKey("changed"), uniqueKey("removed")];
  const waiting = await client.startAndSuspend("publish", { key: changed });
  const orphan = await client.startAndSuspend("unguarded", { key: removed });

  writeFileSync(join(folder, "publish.yaml"), CHANGED);
  rmSync(join(folder, "unguarded.yaml"));
  await worker.restart();
  expect((await client.tryStartRun("unguarded", { input: { key: removed } })).status).toBe(404);

  await decide(await client.mintLink(waiting.approvalId), { approved: true });
  await decide(await client.mintLink(orphan.approvalId), { approved: true });
  expect(await client.waitForEnd(waiting.runId)).toMatchObject({
    status: "completed",
    output: { status: "approved", published: true },
  });
  expect((await client.waitForEnd(orphan.runId)).status).toBe("completed");
  expect(await counting.count(`/publish/${changed}`)).toBe(1);
  expect(await counting.count(`/elsewhere/${changed}`)).toBe(0);
  expect(await counting.count(`/ship/${removed}`)).toBe(1);

  const fresh = uniqueKey("fresh");
  const started = await client.startRun("publish", { key: fresh });
  expect(await client.waitForEnd(started.id)).toMatchObject({ status: "completed", output: "new" });
  expect(await counting.count(`/elsewhere/${fresh}`)).toBe(1);
}, 60_000);

const CHANGED = `
ensemble: publish
input:
  key: { type: string, required: true }
agents:
  - name: elsewhere
    operation: http
    config: { url: "\${env.TEST_SERVER}/elsewhere/\${input.key}", body: { go: true } }
output: new
`;
