/**
 * `npm run hostile`: everything that somebody without a right to it may try, against a Worker with every channel.
 * It ends with 1 where anything is not as it should be.
 *
 * `--seed N` replays the fuzzing · `--cases N` how much of it · `--only PART` one part
 */
import { parseArgs } from "node:util";
import { renderPart } from "./report.ts";
import { PARTS, runHostile } from "./run-hostile.ts";

const { values } = parseArgs({
  options: { seed: { type: "string" }, cases: { type: "string", default: "5000" }, only: { type: "string" } },
});

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
const parts = PARTS.filter(({ name }) => values.only === undefined || name === values.only);
const begun = Date.now();
let problems = 0;
await runHostile({ seed, cases: Number(values.cases), parts }, (part) => {
  problems += new Set(part.problems).size;
  console.log(renderPart(part));
});
console.log(
  `${problems === 0 ? "nothing wrong" : `${problems} problems`} after ${Math.round((Date.now() - begun) / 1_000)} s`,
);
process.exitCode = problems === 0 ? 0 : 1;
