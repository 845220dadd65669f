/**
 * `npm run cost`: what typical runs cost at the platform's list prices, counted from the running system.
 *
 * `--json` all counts as JSON
 */
import { CountedProduct } from "./counted-product.ts";
import { billedOf, keysOf } from "./prices.ts";
import { countTypicalRun, TYPICAL_RUNS } from "./typical-runs.ts";

const product = await CountedProduct.start();
try {
  for (const name of keysOf(TYPICAL_RUNS)) {
    await countTypicalRun(product, name);
    const counts = await countTypicalRun(product, name);
    console.log(name, JSON.stringify(counts, null, 1), billedOf(counts));
  }
} finally {
  await product.stop();
}
