import { expect, test } from "vitest";
import { Run } from "../../src/contract/run.ts";
import { startAnsweringReceiver, type AnsweringReceiver } from "../support/answering-receiver.ts";
import { expectStatus } from "../support/client.ts";
import { RECOVERY, useCrashingWorker } from "../support/crashing-worker.ts";
import { eventually } from "../support/eventually.ts";
import { uniqueKey } from "../support/unique.ts";

const crashing = useCrashingWorker();

/** So many runs start at once in each round, and the power is cut once a few of them have got so far. */
const RUNS = 8;
const FEW = 3;

test("killed while runs start, ask, are answered and act: whoever starts them again finds each run once, decided once", async () => {
  const { client, worker } = crashing();
  const receiver = await startAnsweringReceiver({ approved: true, approver: "robot@example.com" });
  const accepted = new Set<string>();
  const moments = [() => accepted.size, () => receiver.statuses().length];
  const keys: string[] = [];
  try {
    for (const progress of moments) {
      const round = Array.from({ length: RUNS }, () => uniqueKey("any"));
      const before = progress();
      const starting = round.map(async (key) => {
        await start(receiver, key);
        accepted.add(key);
      });
      const settled = Promise.allSettled(starting);
      await eventually(progress, (count) => count >= before + FEW, { what: "a few got so far", every: 1 });
      await worker.kill();
      await settled;
      await worker.start();
      keys.push(...round);
    }
    for (const key of keys) {
      const { id } = await start(receiver, key);
      const run = await client.waitForEnd(id, RECOVERY);
      expect(run.status, id).toBe("completed");
      await expectDecidedOnce(run, key);
    }
  } finally {
    await receiver.stop();
  }
});

/** Starts the run of this key, or finds it where it has been started before. */
async function start(receiver: AnsweringReceiver, key: string): Promise<Run> {
  const { client } = crashing();
  const body = { input: { key, webhookUrl: receiver.url } };
  const answer = await client.tryStartRun("webhook-asked", body, { "idempotency-key": key });
  return Run.parse(expectStatus(answer, 202).body);
}

async function expectDecidedOnce(run: Run, key: string): Promise<void> {
  const { client, counting } = crashing();
  expect(run.approvals).toHaveLength(1);
  expect((await client.getApproval(run.approvals[0] ?? "")).approvals).toHaveLength(1);
  const calls = await counting.requests(`/act/${key}`);
  expect(calls.length).toBeGreaterThan(0);
  expect(new Set(calls.map((call) => call.headers["idempotency-key"])).size).toBe(1);
}
