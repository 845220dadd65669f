/** What a run of the harness came to, for people. */
import type { FaultReport } from "./run-faults.ts";

const SHOWN = 40;

export function renderReport({
  runs,
  kills,
  seconds,
  settledAfter,
  restarts,
  played,
  outside,
  serverErrors,
  trail,
  problems,
}: FaultReport): string {
  const said = played.flatMap(({ asks }) => asks.flatMap((ask) => ask.said));
  const keyed = outside.flatMap(({ status, headers }) => (status === null ? [] : (headers["idempotency-key"] ?? [])));
  const lines = [
    `${runs} runs, ${kills} kills in ${seconds.toFixed(0)} s, all at rest ${settledAfter.toFixed(0)} s later`,
    `seconds to be there again: ${restarts.map((took) => took.toFixed(0)).join(" ")}`,
    `runs: ${counted(played.map(({ story }) => story.ensemble))}`,
    `answers by status: ${counted(said.map(({ status }) => (status === null ? "cut off" : String(status))))}`,
    `requests by service: ${counted(outside.map(({ service }) => service))}`,
    `requests by fate: ${counted(outside.map(({ fate }) => fate))}`,
    `arrived with a key: ${keyed.length} requests by ${new Set(keyed).size} keys`,
    `answers of 500 and more: ${counted(serverErrors.map(({ status, text }) => `${status} ${text.slice(0, 80)}`))}`,
    `trail: ${JSON.stringify(trail)}`,
    problems.length === 0 ? "nothing differs from the model" : `${problems.length} differences:`,
    ...problems.slice(0, SHOWN).map((problem) => `  ${problem}`),
  ];
  return lines.join("\n");
}

function counted(names: readonly string[]): string {
  const counts = Object.entries(Object.groupBy(names, (name) => name));
  return counts.map(([name, all]) => `${name} ${all?.length ?? 0}`).join(", ");
}
