/** How long lists and searches take in a history that grows: each query over HTTP, one after another. */
import { performance } from "node:perf_hooks";
import { expectStatus } from "../test/support/client.ts";
import { CountedProduct } from "./cost/counted-product.ts";
import { fillTo, QUERIES } from "./cost/history.ts";

/** Milliseconds of each call, by query, in a history of so many runs, approvals and lines of the trail. */
export interface ListTimes {
  readonly rows: number;
  readonly times: Readonly<Record<string, readonly number[]>>;
}

export async function measureLists(sizes: readonly number[], calls: number): Promise<readonly ListTimes[]> {
  const product = await CountedProduct.start();
  try {
    const found: ListTimes[] = [];
    for (const rows of sizes) {
      await fillTo(product, rows);
      found.push({ rows, times: await timeAll(product, calls) });
    }
    return found;
  } finally {
    await product.stop();
  }
}

/** Turns that are not counted: a process that has just begun is slower. */
const WARM_UP = 10;

/** By turns, so that a busy moment touches every query. */
async function timeAll(product: CountedProduct, calls: number): Promise<ListTimes["times"]> {
  const visitor = await product.signIn("history");
  const times = Object.fromEntries(QUERIES.map((query) => [query, [] as number[]]));
  for (let turn = -WARM_UP; turn < calls; turn += 1) {
    for (const query of QUERIES) {
      const began = performance.now();
      expectStatus(await visitor(query), 200);
      if (turn >= 0) times[query]?.push(performance.now() - began);
    }
  }
  return times;
}
