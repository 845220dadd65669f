import { expect, test } from "vitest";
import { decideByLink, type Suspended } from "../support/client.ts";
import type { CountedRequest } from "../support/counting-server.ts";
import { RECOVERY, useCrashingWorker } from "../support/crashing-worker.ts";
import { uniqueKey } from "../support/unique.ts";

const crashing = useCrashingWorker();

const RUNS = 6;

test("killed as soon as a decision is answered, before the run is woken: the answer stands and the run goes on once", async () => {
  const { client, worker } = crashing();
  const keys = Array.from({ length: RUNS }, () => uniqueKey("wake"));
  const waiting = await Promise.all(keys.map((key) => client.startAndSuspend("publish", { key })));
  const links = await Promise.all(waiting.map(({ approvalId }) => client.mintLink(approvalId)));

  const answered = await decideUntilFirstAnswer(links, () => worker.kill());
  expect(answered.size).toBeGreaterThan(0);
  await worker.start();

  for (const [index, suspended] of waiting.entries()) {
    const link = links[index] ?? "";
    await settle({ link, wasAnswered: answered.has(link), suspended });
    await expectOneResume(suspended.runId, keys[index] ?? "");
  }
});

/** Answers all links at once and cuts the power with the first 200; gives the links whose answer had come by then. */
async function decideUntilFirstAnswer(links: readonly string[], cut: () => Promise<void>): Promise<Set<string>> {
  const answered = new Set<string>();
  let cutting: Promise<void> | undefined;
  await Promise.allSettled(
    links.map(async (link) => {
      const answer = await decideByLink(link, { approved: true });
      if (answer.status !== 200) return;
      answered.add(link);
      cutting ??= cut();
    }),
  );
  await cutting;
  return answered;
}

interface Unsettled {
  readonly link: string;
  readonly wasAnswered: boolean;
  readonly suspended: Suspended;
}

/** An answer that was given is never lost; one that nobody was told of may be given again, and counts once. */
async function settle({ link, wasAnswered, suspended }: Unsettled): Promise<void> {
  if (wasAnswered) {
    expect((await crashing().client.getApproval(suspended.approvalId)).status).toBe("approved");
    expect((await decideByLink(link, { approved: false })).status).toBe(410);
    return;
  }
  expect([200, 410]).toContain((await decideByLink(link, { approved: true })).status);
}

async function expectOneResume(runId: string, key: string): Promise<void> {
  const { client, counting } = crashing();
  const run = await client.waitForEnd(runId, RECOVERY);
  expect(run.status).toBe("completed");
  expect(run.steps.map((step) => [step.agent, step.status])).toEqual([
    ["draft", "completed"],
    ["approve", "completed"],
    ["publish", "completed"],
  ]);
  expect((await client.getApproval(run.approvals[0] ?? "")).approvals).toHaveLength(1);
  expect(await counting.count(`/draft/${key}`)).toBe(1);
  expectOneAction(await counting.requests(`/publish/${key}`));
}

/** A run that was woken in the last moment may have been cut off in its call: the repeat carries the key of the first. */
function expectOneAction(calls: readonly CountedRequest[]): void {
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.length).toBeLessThanOrEqual(2);
  expect(new Set(calls.map((call) => call.headers["idempotency-key"])).size).toBe(1);
}
