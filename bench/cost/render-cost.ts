/** The counts as the tables of docs/cost.md and docs/limits.md. */
import type { HistoryReads } from "./history.ts";
import { type Billed, billedOf, keysOf, priceOfMillion, PRICES } from "./prices.ts";
import type { Counts } from "./tally.ts";

const NAMES = {
  workerRequests: "requests to the Worker, and the Workflow's one",
  objectRequests: "requests to Durable Objects: calls and alarms",
  steps: "steps of the Workflow, waits included",
  rowsRead: "rows read",
  rowsWritten: "rows written: indexes, deletions and alarms included",
} as const satisfies Record<keyof Billed, string>;

export function renderRuns(runs: Readonly<Record<string, Counts>>): string {
  const names = Object.keys(runs);
  if (names.length === 0) return "";
  const counts = Object.values(runs);
  const billed = counts.map(billedOf);
  const callsOf = (method: string): readonly number[] => counts.map(({ objects }) => objects.Ledger.calls[method] ?? 0);
  return [
    row(["a run of", ...names]),
    row(["---", ...names.map(() => "---")]),
    ...keysOf(NAMES).map((name) => row([NAMES[name], ...billed.map((all) => all[name])])),
    row(["calls of the run to the ledger", ...sumsOf([callsOf("startRun"), callsOf("reportRun")])]),
    row(["calls of its approval to the ledger", ...callsOf("reportApproval")]),
    row(["alarms that rang", ...alarmsOf("rang", counts)]),
    row(["alarms that were set", ...alarmsOf("set", counts)]),
    row(["dollars for a million runs", ...billed.map((all) => priceOfMillion(all).toFixed(0))]),
    ...keysOf(PRICES).map((name) =>
      row([`of these, ${name}`, ...billed.map((all) => (all[name] * PRICES[name]).toFixed(1))]),
    ),
    "",
  ].join("\n");
}

export function renderLook(counts: Counts): string {
  const billed = billedOf(counts);
  const parts = keysOf(NAMES).filter((name) => billed[name] > 0);
  const told = parts.map((name) => `${billed[name]} ${name}`).join(", ");
  return `a look after a run that waits: ${told}; dollars for a million: ${priceOfMillion(billed).toFixed(1)}\n`;
}

export function renderReads(histories: readonly HistoryReads[]): string {
  const queries = Object.keys(histories[0]?.reads ?? {});
  return [
    row(["rows read by", ...histories.map(({ rows }) => rows)]),
    row(["---", ...histories.map(() => "---")]),
    ...queries.map((query) => row([`\`${query}\``, ...histories.map(({ reads }) => reads[query] ?? 0)])),
  ].join("\n");
}

function alarmsOf(what: "rang" | "set", counts: readonly Counts[]): readonly number[] {
  const all = counts.map(({ objects }) => Object.values(objects));
  return all.map((of) =>
    of.reduce((sum, { calls, alarmsSet }) => sum + (what === "set" ? alarmsSet : (calls["alarm"] ?? 0)), 0),
  );
}

function sumsOf(lists: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = lists;
  return first.map((_, at) => lists.reduce((sum, list) => sum + (list[at] ?? 0), 0));
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
