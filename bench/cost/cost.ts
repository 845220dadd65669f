/**
 * `npm run cost`: what typical runs cost at the platform's list prices, and what lists of a long history read; counted
 * from the running system.
 *
 * `--json` all counts as JSON · `--rows 1000000` reads of a history so long, in place of the usual ones
 */
import { parseArgs } from "node:util";
import { CountedProduct } from "./counted-product.ts";
import { countReads, HISTORIES } from "./history.ts";
import { keysOf } from "./prices.ts";
import { renderReads, renderRuns } from "./render-cost.ts";
import type { Counts } from "./tally.ts";
import { countTypicalRun, TYPICAL_RUNS, type TypicalRun } from "./typical-runs.ts";

const { values: options } = parseArgs({ options: { json: { type: "boolean" }, rows: { type: "string" } } });

const product = await CountedProduct.start();
try {
  const runs = options.rows === undefined ? await countRuns() : {};
  const reads = await countReads(product, options.rows === undefined ? HISTORIES : [Number(options.rows)]);
  if (options.json === true) console.log(JSON.stringify({ runs, reads }, null, 2));
  else console.log([renderRuns(runs), renderReads(reads)].join("\n"));
} finally {
  await product.stop();
}

/** Of each the second: the first makes tables and keys that stay. */
async function countRuns(): Promise<Partial<Record<TypicalRun, Counts>>> {
  const counts: Partial<Record<TypicalRun, Counts>> = {};
  for (const name of keysOf(TYPICAL_RUNS)) {
    await countTypicalRun(product, name);
    counts[name] = await countTypicalRun(product, name);
  }
  return counts;
}
