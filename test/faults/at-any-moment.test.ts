import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startAnsweringReceiver } from "../support/answering-receiver.ts";
import { RECOVERY, startCrashingWorker } from "../support/crashing-worker.ts";
import { uniqueKey } from "../support/unique.ts";

/** Milliseconds after the starts at which the power is cut. */
const CUTS = [60, 180];
const RUNS = 8;

test("killed again and again while runs start, ask, are answered and act: every run ends, decided once", async () => {
  await using crashing = await startCrashingWorker();
  const { client, counting, worker } = crashing;
  const receiver = await startAnsweringReceiver({ approved: true, approver: "robot@example.com" });
  const begun: { key: string; runId: string }[] = [];
  try {
    for (const cut of CUTS) {
      const starting = Promise.allSettled(Array.from({ length: RUNS }, async () => {
        const key = uniqueKey("any");
        const run = await client.startRun("webhook-asked", { key, webhookUrl: receiver.url });
        begun.push({ key, runId: run.id });
      }));
      await sleep(cut);
      await worker.kill();
      await starting;
      await worker.start();
    }
    expect(begun.length).toBeGreaterThan(0);
    for (const { key, runId } of begun) {
      const run = await client.waitForEnd(runId, RECOVERY);
      expect(run.status, runId).toBe("completed");
      expect(run.approvals).toHaveLength(1);
      expect((await client.getApproval(run.approvals[0] ?? "")).approvals).toHaveLength(1);
      const calls = await counting.requests(`/act/${key}`);
      expect(calls.length).toBeGreaterThan(0);
      expect(new Set(calls.map((call) => call.headers["idempotency-key"])).size).toBe(1);
    }
  } finally {
    await receiver.stop();
  }
}, 180_000);
