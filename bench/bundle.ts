/**
 * `npm run bundle`: how large the Worker is, by part, beside the last release.
 *
 * `--release` keeps the figures as those of the last release
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { takeBundleApart } from "./bundle-parts.ts";
import release from "./release-bundle.json" with { type: "json" };

const { values: options } = parseArgs({ options: { release: { type: "boolean" } } });

const { gzip, core, parts, atStart } = await takeBundleApart();
if (options.release === true)
  writeFileSync(`${import.meta.dirname}/release-bundle.json`, `${JSON.stringify({ gzip }, null, 2)}\n`);

console.log(`${gzip} KiB after gzip; ${(gzip / release.gzip).toFixed(2)} times the last release's ${release.gzip}`);
console.log(`${core} without what asks models, speaks MCP and draws plans\n`);
console.log("KiB, before gzip:");
for (const [part, size] of Object.entries(parts)) if (size >= 1) console.log(`${String(size).padStart(8)}  ${part}`);
console.log(`\nevaluated when it starts: ${atStart.join(", ")}`);
