/** One caller at a time: product and floors in turn, each call alone on a quiet machine. */
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchWorker } from "./bench-worker.ts";
import { Floor } from "./floor.ts";
import { Product, takePolls } from "./product.ts";

/** Before every measured call, so that what the one before left behind (effects, timers) is over. */
const QUIET_MS = 40;

export interface Latencies {
  readonly objectFirst: number[];
  readonly object: number[];
  readonly waiting: number[];
  readonly sent: number[];
  readonly sentToCompleted: number[];
  readonly suspended: number[];
  readonly decided: number[];
  readonly decidedToCompleted: number[];
  /** Repeated questions for a run's end, per run. */
  readonly polls: number[];
}

export async function measureLatencies(
  worker: BenchWorker,
  counts: { warmUp: number; measured: number },
): Promise<Latencies> {
  await measure(worker, "warm", counts.warmUp);
  return measure(worker, "round", counts.measured);
}

async function measure(worker: BenchWorker, label: string, rounds: number): Promise<Latencies> {
  const found: Latencies = {
    objectFirst: [],
    object: [],
    waiting: [],
    sent: [],
    sentToCompleted: [],
    suspended: [],
    decided: [],
    decidedToCompleted: [],
    polls: [],
  };
  const turns = [measureObject, measureWorkflow, measureProduct];
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < turns.length; turn += 1)
      await turns[(round + turn) % turns.length]?.(worker, `${label}-${round}`, found);
  }
  return found;
}

/** The first call makes the object and its table; the second meets it awake, as a decision meets its approval. */
async function measureObject({ url }: BenchWorker, id: string, found: Latencies): Promise<void> {
  const floor = new Floor(url);
  found.objectFirst.push(await timed(() => floor.callObject(id)));
  found.object.push(await timed(() => floor.callObject(id)));
}

async function measureWorkflow({ url }: BenchWorker, id: string, found: Latencies): Promise<void> {
  const floor = new Floor(url);
  found.waiting.push(await timed(() => floor.createToWaiting(id)));
  await sleep(QUIET_MS);
  const began = performance.now();
  await floor.sendEvent(id);
  found.sent.push(performance.now() - began);
  await floor.untilCompleted(id);
  found.sentToCompleted.push(performance.now() - began);
}

async function measureProduct({ url }: BenchWorker, _id: string, found: Latencies): Promise<void> {
  const product = new Product(url);
  await sleep(QUIET_MS);
  const start = performance.now();
  const run = await product.startToSuspended();
  found.suspended.push(performance.now() - start);
  await sleep(QUIET_MS);
  const { runId, link } = await product.linkOf(run);
  await sleep(QUIET_MS);
  takePolls();
  const began = performance.now();
  await product.decide(link);
  found.decided.push(performance.now() - began);
  await product.untilCompleted(runId);
  found.decidedToCompleted.push(performance.now() - began);
  found.polls.push(takePolls());
}

async function timed(body: () => Promise<void>): Promise<number> {
  await sleep(QUIET_MS);
  const began = performance.now();
  await body();
  return performance.now() - began;
}
