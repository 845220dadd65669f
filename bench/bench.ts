/**
 * `npm run bench`: what Countersign costs beside the least that the platform allows. Figures for people: it ends with 0
 * whatever they are.
 *
 * `--quick` a short run · `--json` all figures as JSON in place of the tables · `--only latency,starts,…` some parts
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { BenchWorker, STATE_MEDIUM } from "./bench-worker.ts";
import { measureBundle } from "./bundle-size.ts";
import { measureExpressions } from "./expression-cost.ts";
import { measureLists } from "./lists.ts";
import { measureLoad } from "./load.ts";
import { measureLatencies } from "./latency.ts";
import { type Figures, renderReport, verdictsOf } from "./report.ts";
import { measureCompletions, measureHeldDecisions, measureStarts } from "./throughput.ts";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, json: { type: "boolean" }, only: { type: "string" } },
});

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const isQuick = options.quick === true;
const wanted = options.only?.split(",");

const say = options.json === true ? console.error : console.log;
say(
  `Countersign's bench on ${cpus().length} cores, Node ${process.version}, state on ${STATE_MEDIUM}${isQuick ? ", quick" : ""}`,
);

const runs = isQuick ? { rounds: 2, calls: 96 } : { rounds: 6, calls: 192 };
const loads = isQuick ? { runs: 96, reported: 300 } : { runs: 480, reported: 3_000 };
const histories = isQuick ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000];
const figures: Figures = {
  ...(await part("expressions", async () => ({ expressions: await measureExpressions() }))),
  ...(await part("bundle", async () => ({ bundle: await measureBundle() }))),
  ...(await part("latency", async () => ({ latency: await latencies() }))),
  ...(await part("starts", async () => ({ starts: await measureStarts(runs) }))),
  ...(await part("completions", async () => ({ completions: await measureCompletions(runs) }))),
  ...(await part("decisions", async () => ({
    decisions: await measureHeldDecisions({ ...runs, calls: runs.calls * 4 }),
  }))),
  ...(await part("lists", async () => ({ lists: await measureLists(histories, isQuick ? 10 : 40) }))),
  ...(await part("load", async () => ({ load: await measureLoad(loads) }))),
};

console.log(
  options.json === true
    ? JSON.stringify({ verdicts: verdictsOf(figures), figures }, null, 2)
    : `\n${renderReport(figures)}`,
);

async function latencies() {
  const worker = await BenchWorker.start();
  try {
    return await measureLatencies(worker, isQuick ? { warmUp: 10, measured: 30 } : { warmUp: 30, measured: 150 });
  } finally {
    await worker.stop();
  }
}

/** The part's figures; none where it was not asked for, or could not be measured, which it says. */
async function part(name: string, measure: () => Promise<Figures>): Promise<Figures> {
  if (wanted !== undefined && !wanted.includes(name)) return {};
  say(`measuring ${name} …`);
  try {
    return await measure();
  } catch (error) {
    console.error(`${name} could not be measured:`, error);
    return {};
  }
}
