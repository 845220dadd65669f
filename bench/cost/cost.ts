/**
 * `npm run cost`: what typical runs cost at the platform's list prices, and what lists of a long history read; counted
 * from the running system.
 *
 * `--json` all counts as JSON · `--rows 1000000` only what lists of a history so long read · `--expiring 1000` only so
 * many approvals whose time is up in the same minute
 */
import { parseArgs } from "node:util";
import { CountedProduct } from "./counted-product.ts";
import { expireTogether } from "./expire-together.ts";
import { countReads, HISTORIES } from "./history.ts";
import { keysOf } from "./prices.ts";
import { renderLook, renderReads, renderRuns } from "./render-cost.ts";
import type { Counts } from "./tally.ts";
import { countLook, countTypicalRun, TYPICAL_RUNS, type TypicalRun } from "./typical-runs.ts";

const { values: options } = parseArgs({
  options: { json: { type: "boolean" }, rows: { type: "string" }, expiring: { type: "string" } },
});

const product = await CountedProduct.start();
try {
  if (options.expiring === undefined) await count();
  else await expire(Number(options.expiring));
} finally {
  await product.stop();
}

async function count(): Promise<void> {
  const runs = options.rows === undefined ? await countRuns() : {};
  const look = options.rows === undefined ? await countLook(product) : null;
  const reads = await countReads(product, options.rows === undefined ? HISTORIES : [Number(options.rows)]);
  if (options.json === true) console.log(JSON.stringify({ runs, look, reads }, null, 2));
  else console.log([renderRuns(runs), look === null ? "" : renderLook(look), renderReads(reads)].join("\n"));
}

async function expire(many: number): Promise<void> {
  const { opened, listed } = await expireTogether(product, many);
  console.log(`${opened.length} were opened, ${listed.length} have expired`);
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
