/** How the product bears one, sixteen and sixty-four callers at once; what its process takes; and the ledger by itself. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { BenchWorker } from "./bench-worker.ts";
import { cpuTime, findHolder } from "./cpu-time.ts";
import { Floor } from "./floor.ts";
import { type Asked, Product } from "./product.ts";
import { inParallel } from "./throughput.ts";

const CLIENTS = [1, 16, 64] as const;

/** What happens by itself after the last answer is over by then. */
const SETTLE_MS = 1_500;

/** Makes the ledger's tables, before anything is measured. */
const WARM_UP = 16;

export interface LoadSize {
  /** Runs for each number of callers. */
  readonly runs: number;
  /** Runs of which the ledger alone is told. */
  readonly reported: number;
}

/** Calls of one kind by so many callers, each call's time in milliseconds. */
export interface Bearing {
  readonly what: string;
  readonly clients: number;
  readonly perSecond: number;
  readonly times: readonly number[];
}

/** MiB of memory, before and after. */
interface Growth {
  readonly idle: number;
  readonly after: number;
}

export interface Load {
  readonly bearings: readonly Bearing[];
  /** Of the Worker's process, and of one with as many bare Workflows; `null` where it cannot be read. */
  readonly memory: (Growth & { readonly runs: number; readonly bare: Growth }) | null;
  /** The ledger with nothing else: what it bears, and how many calls of it a run makes. */
  readonly ledger: { readonly runsPerSecond: number; readonly cpuMs: number | null; readonly calls: number };
}

export async function measureLoad(size: LoadSize): Promise<Load> {
  const runs = CLIENTS.length * size.runs;
  const bare = await withWorker(({ url }, holder) => memoryOf(holder, () => runBareWorkflows(new Floor(url), runs)));
  return withWorker(async ({ url }, holder) => {
    const product = new Product(url);
    await inParallel(WARM_UP, () => product.startToSuspended());
    const bearings: Bearing[] = [];
    const memory = await memoryOf(holder, async () => {
      for (const clients of CLIENTS) bearings.push(...(await bear(product, clients, size.runs)));
    });
    const ledger = await ledgerAlone(product, size.reported, holder);
    return { bearings, memory: memory === null || bare === null ? null : { ...memory, runs, bare }, ledger };
  });
}

/** `holder`: the process that has the state, or `null` where it cannot be found. */
async function withWorker<T>(body: (worker: BenchWorker, holder: number | null) => Promise<T>): Promise<T> {
  const worker = await BenchWorker.start();
  try {
    await new Floor(worker.url).callObject("first");
    return await body(worker, findHolder(worker.pid, worker.state));
  } finally {
    await worker.stop();
  }
}

/** What the platform's own engine keeps of so many runs. */
async function runBareWorkflows(floor: Floor, runs: number): Promise<void> {
  await inParallel(runs, async (index) => {
    await floor.createToWaiting(`bare-${index}`);
    await floor.sendEvent(`bare-${index}`);
    await floor.untilCompleted(`bare-${index}`);
  });
}

async function memoryOf(holder: number | null, body: () => Promise<void>): Promise<Growth | null> {
  const idle = holder === null ? 0 : residentMemory(holder);
  await body();
  return holder === null ? null : { idle, after: residentMemory(holder) };
}

/** Starts, decisions, and runs from the decision to their end, each kind by itself. */
async function bear(product: Product, clients: number, runs: number): Promise<readonly Bearing[]> {
  const asked: Asked[] = [];
  const started = await measure("start → suspended", clients, runs, async () => product.startToSuspended());
  for (const run of started.results) asked.push(await product.linkOf(run));
  await sleep(SETTLE_MS);
  const half = runs / 2;
  const decided = await measure("decision → 200", clients, half, (index) => product.decide(linkAt(asked, index).link));
  await sleep(SETTLE_MS);
  const completed = await measure("decision → completed", clients, half, async (index) => {
    const { link, runId } = linkAt(asked, half + index);
    await product.decide(link);
    await product.untilCompleted(runId);
  });
  await sleep(SETTLE_MS);
  return [started, decided, completed].map(({ bearing }) => bearing);
}

async function measure<T>(
  what: string,
  clients: number,
  calls: number,
  body: (index: number) => Promise<T>,
): Promise<{ readonly bearing: Bearing; readonly results: readonly T[] }> {
  const times: number[] = [];
  const began = performance.now();
  const timed = async (index: number): Promise<T> => {
    const from = performance.now();
    const result = await body(index);
    times.push(performance.now() - from);
    return result;
  };
  const results = await inParallel(calls, timed, clients);
  const perSecond = (calls / (performance.now() - began)) * 1_000;
  return { bearing: { what, clients, perSecond, times }, results };
}

async function ledgerAlone(product: Product, runs: number, holder: number | null): Promise<Load["ledger"]> {
  const { link, runId } = await product.linkOf(await product.startToSuspended());
  await sleep(SETTLE_MS);
  await product.decide(link);
  await product.untilCompleted(runId);
  await sleep(SETTLE_MS);
  await product.replayLedger(WARM_UP);
  const cpuBefore = holder === null ? 0 : cpuTime(holder);
  const began = performance.now();
  const calls = await product.replayLedger(runs);
  return {
    runsPerSecond: (runs / (performance.now() - began)) * 1_000,
    cpuMs: holder === null ? null : (cpuTime(holder) - cpuBefore) / runs,
    calls,
  };
}

/** MiB in memory. */
function residentMemory(pid: number): number {
  const [, kilobytes = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1_024;
}

function linkAt(asked: readonly Asked[], index: number): Asked {
  const element = asked[index];
  if (element === undefined) throw new Error(`nothing was prepared for call ${index}`);
  return element;
}
