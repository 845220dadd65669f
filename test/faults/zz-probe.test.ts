import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { RECOVERY, startCrashingWorker } from "../support/crashing-worker.ts";
import { uniqueKey } from "../support/unique.ts";

test.each(Array.from({ length: 12 }, (_, i) => i))("probe %i", async () => {
  await using crashing = await startCrashingWorker();
  const { client, counting, worker } = crashing;
  const keys = Array.from({ length: 4 }, () => uniqueKey("open"));
  const t0 = Date.now();
  const waiting = await Promise.all(keys.map((key) => client.startAndSuspend("publish", { key })));
  const tSusp = Date.now() - t0;
  const links = await Promise.all(waiting.map(({ approvalId }) => client.mintLink(approvalId)));
  const tKill = Date.now() - t0;
  await worker.kill();
  const tKilled = Date.now() - t0;
  await worker.start();
  const tUp = Date.now() - t0;
  for (const link of links) expect((await decide(link, { approved: true })).status).toBe("approved");
  for (const { runId } of waiting) expect((await client.waitForEnd(runId, RECOVERY)).status).toBe("completed");
  const out = [];
  for (const key of keys) out.push((await counting.requests(`/draft/${key}`)).map((r) => [r.at - t0, r.headers["idempotency-key"]?.slice(-12)]));
  console.log(JSON.stringify({ tSusp, tKill, tKilled, tUp, out }));
}, 90_000);
