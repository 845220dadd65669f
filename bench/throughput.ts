/** Sixteen callers at once: product and floor by turns, each pair on a process and a state of its own. */
import { setTimeout as sleep } from "node:timers/promises";
import { BenchWorker } from "./bench-worker.ts";
import { cpuTime, findHolder } from "./cpu-time.ts";
import { Floor } from "./floor.ts";
import { Product } from "./product.ts";

export const CLIENTS = 16;

/** Between bursts, so that what one left to be done is not done at another's cost. */
const SETTLE_MS = 1_000;

export interface Burst {
  readonly perSecond: number;
  /** Processor time of the Worker's process for one call, in milliseconds, what it left to be done included; `null` where it cannot be read. */
  readonly cpuMs: number | null;
}

export interface Contest {
  readonly product: readonly Burst[];
  readonly floor: readonly Burst[];
  /** For starts: first calls of bare objects, since a start also makes the object that will decide. */
  readonly object?: readonly Burst[];
}

export interface ThroughputSize {
  /** Bursts of each side; the first pair warms up and is not counted. */
  readonly rounds: number;
  /** Calls in a burst. */
  readonly calls: number;
}

/** Prepares, unmeasured, what a burst's calls need, and gives the call. */
type Side = (burst: string, calls: number) => Promise<(index: number) => Promise<void>>;

export async function measureStarts(size: ThroughputSize): Promise<Contest> {
  return contest(size, ({ product, floor }) => ({
    product: async () => async () => void (await product.startToSuspended()),
    floor: async (burst) => (index) => floor.createToWaiting(`${burst}-${index}`),
    object: async (burst) => (index) => floor.callObject(`${burst}-${index}`),
  }));
}

export async function measureCompletions(size: ThroughputSize): Promise<Contest> {
  return contest(size, ({ product, floor }) => ({
    async product(_burst, calls) {
      const asked = await inParallel(calls, async () => product.linkOf(await product.startToSuspended()));
      return async (index) => {
        const { runId, link } = elementAt(asked, index);
        await product.decide(link);
        await product.untilCompleted(runId);
      };
    },
    async floor(burst, calls) {
      await inParallel(calls, (index) => floor.createToWaiting(`${burst}-${index}`));
      return async (index) => {
        await floor.sendEvent(`${burst}-${index}`);
        await floor.untilCompleted(`${burst}-${index}`);
      };
    },
  }));
}

export async function measureHeldDecisions(size: ThroughputSize): Promise<Contest> {
  return contest(size, ({ product, floor }) => ({
    async product(_burst, calls) {
      const links = await inParallel(calls, () => product.openHeld());
      return (index) => product.decideHeld(elementAt(links, index));
    },
    async floor(burst, calls) {
      await inParallel(calls, (index) => floor.callObject(`${burst}-${index}`));
      return (index) => floor.callObject(`${burst}-${index}`);
    },
  }));
}

interface Sides {
  readonly product: Side;
  readonly floor: Side;
  readonly object?: Side;
}

async function contest(
  { rounds, calls }: ThroughputSize,
  sidesOf: (parts: { readonly product: Product; readonly floor: Floor }) => Sides,
): Promise<Contest> {
  const worker = await BenchWorker.start();
  try {
    const sides = Object.entries(sidesOf({ product: new Product(worker.url), floor: new Floor(worker.url) }));
    const found = Object.fromEntries(sides.map(([name]) => [name, [] as Burst[]]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, side] of round % 2 === 0 ? sides : sides.toReversed()) {
        const burst = await measureBurst(worker, side, `${name}-${round}`, calls);
        if (round > 0) found[name]?.push(burst);
      }
    }
    return { product: [], floor: [], ...found };
  } finally {
    await worker.stop();
  }
}

async function measureBurst(worker: BenchWorker, side: Side, name: string, calls: number): Promise<Burst> {
  const body = await side(name, calls);
  await sleep(SETTLE_MS);
  const holder = findHolder(worker.pid, worker.state);
  const cpuBefore = holder === null ? 0 : cpuTime(holder);
  const began = performance.now();
  await inParallel(calls, body);
  const seconds = (performance.now() - began) / 1_000;
  await sleep(SETTLE_MS);
  return { perSecond: calls / seconds, cpuMs: holder === null ? null : (cpuTime(holder) - cpuBefore) / calls };
}

export async function inParallel<T>(
  calls: number,
  body: (index: number) => Promise<T>,
  clients = CLIENTS,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < calls; index = next++) results[index] = await body(index);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return results;
}

function elementAt<T>(list: readonly T[], index: number): T {
  const element = list[index];
  if (element === undefined) throw new Error(`nothing was prepared for call ${index}`);
  return element;
}
