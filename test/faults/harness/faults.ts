/**
 * `npm run faults`: many runs through a Worker that is killed again and again, while all it talks to fails now and
 * then; each run is compared with a plain model. It ends with 1 where anything differs.
 *
 * `--seed N` replays a schedule · `--runs N` · `--kills N` · `--seconds N` for the part with kills at most
 */
import { parseArgs } from "node:util";
import { renderReport } from "./render-report.ts";
import { runFaults } from "./run-faults.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    runs: { type: "string", default: "48" },
    kills: { type: "string", default: "8" },
    seconds: { type: "string", default: "3600" },
    settle: { type: "string", default: "240" },
  },
});

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
const report = await runFaults({
  seed,
  runs: Number(values.runs),
  kills: Number(values.kills),
  seconds: Number(values.seconds),
  settleWithin: Number(values.settle),
  say: console.log,
});
console.log(renderReport(report));
process.exitCode = report.problems.length === 0 ? 0 : 1;
