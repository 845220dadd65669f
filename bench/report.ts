/** The figures as a person reads them. */
import type { BundleSize } from "./bundle-size.ts";
import type { ExpressionCost } from "./expression-cost.ts";
import type { Latencies } from "./latency.ts";
import type { ListTimes } from "./lists.ts";
import type { Load } from "./load.ts";
import { median, percentile } from "./statistics.ts";
import { type Burst, CLIENTS, type Contest } from "./throughput.ts";

/** What was measured; a part that was not asked for is not there. */
export interface Figures {
  readonly latency?: Latencies;
  readonly starts?: Contest;
  readonly completions?: Contest;
  readonly decisions?: Contest;
  readonly load?: Load;
  readonly lists?: readonly ListTimes[];
  readonly bundle?: BundleSize;
  readonly expressions?: ExpressionCost;
}

/** One line with a target. */
export interface Verdict {
  readonly what: string;
  readonly value: number;
  readonly target: number;
  /** Which side of the target is wanted. */
  readonly wanted: "at most" | "at least";
}

/** Bundle size in KiB after gzip; the rest are ratios to a floor. */
const TARGETS = {
  decided: 1.25,
  decidedToCompleted: 1.25,
  suspended: 1.25,
  completions: 0.75,
  starts: 0.8,
  decisions: 0.85,
  core: 300,
  bundle: 600,
} as const;

export function verdictsOf(figures: Figures): readonly Verdict[] {
  const { latency, starts, completions, decisions, bundle } = figures;
  return [
    ...(latency === undefined ? [] : latencyVerdicts(latency)),
    ...contestVerdict(`starts with ${CLIENTS} clients ÷ bare Workflow's`, starts, TARGETS.starts),
    ...contestVerdict(
      `decided and completed with ${CLIENTS} clients ÷ bare Workflow's`,
      completions,
      TARGETS.completions,
    ),
    ...contestVerdict(
      `decisions with ${CLIENTS} clients, effects held back ÷ bare object`,
      decisions,
      TARGETS.decisions,
    ),
    ...(bundle === undefined
      ? []
      : [
          { what: "bundle, KiB gzip", value: bundle.asDeployed, target: TARGETS.bundle, wanted: "at most" as const },
          {
            what: "bundle without models, MCP and drawings, KiB gzip",
            value: bundle.core,
            target: TARGETS.core,
            wanted: "at most" as const,
          },
        ]),
  ];
}

/** Beside the target: to both floors one after the other, which is what a start has to do at least. */
function startsToBoth({ product, floor, object = [] }: Contest): number {
  const seconds = (bursts: readonly Burst[]): number => 1 / median(bursts.map(({ perSecond }) => perSecond));
  return (seconds(floor) + seconds(object)) / seconds(product);
}

function latencyVerdicts(latency: Latencies): readonly Verdict[] {
  const p50 = (values: readonly number[]): number => percentile(values, 50);
  const wanted = "at most";
  return [
    {
      what: "decision → 200 ÷ bare object",
      value: p50(latency.decided) / p50(latency.object),
      target: TARGETS.decided,
      wanted,
    },
    {
      what: "decision → completed ÷ bare Workflow's send → completed",
      value: p50(latency.decidedToCompleted) / p50(latency.sentToCompleted),
      target: TARGETS.decidedToCompleted,
      wanted,
    },
    {
      what: "start → suspended ÷ (bare Workflow's create → waiting + bare object)",
      value: p50(latency.suspended) / (p50(latency.waiting) + p50(latency.object)),
      target: TARGETS.suspended,
      wanted,
    },
  ];
}

function contestVerdict(what: string, contest: Contest | undefined, target: number): readonly Verdict[] {
  if (contest === undefined) return [];
  return [{ what, value: median(ratios(contest, ({ perSecond }) => perSecond)), target, wanted: "at least" }];
}

/** Of each burst to the floor's burst beside it, so that a busy moment touches both. */
function ratios({ product, floor }: Contest, valueOf: (burst: Burst) => number): number[] {
  return product.map((burst, index) => {
    const beside = floor[index];
    return beside === undefined ? Number.NaN : valueOf(burst) / valueOf(beside);
  });
}

export function isReached({ value, target, wanted }: Verdict): boolean {
  return wanted === "at most" ? value <= target : value >= target;
}

export function renderReport(figures: Figures): string {
  const { latency, starts, completions, decisions, load, lists, bundle, expressions } = figures;
  return [
    ...(latency === undefined ? [] : renderLatency(latency)),
    ...renderContests({ starts, "decided and completed": completions, "decisions, effects held back": decisions }),
    ...(load === undefined ? [] : renderLoad(load)),
    ...(lists === undefined ? [] : renderLists(lists)),
    ...(expressions === undefined ? [] : renderExpressions(expressions)),
    ...(bundle === undefined
      ? []
      : [`bundle: ${bundle.asDeployed} KiB gzip as deployed, ${bundle.minified} with --minify`, ""]),
    ...renderVerdicts(verdictsOf(figures)),
    ...(starts === undefined
      ? []
      : [`starts ÷ (bare Workflow's and then a bare object's first call): ${startsToBoth(starts).toFixed(2)}`]),
  ].join("\n");
}

function renderLatency(latency: Latencies): readonly string[] {
  const rows: readonly (readonly [string, readonly number[]])[] = [
    ["bare object, first call", latency.objectFirst],
    ["bare object", latency.object],
    ["bare Workflow: create → waiting", latency.waiting],
    ["bare Workflow: send → 200", latency.sent],
    ["bare Workflow: send → completed", latency.sentToCompleted],
    ["start → suspended", latency.suspended],
    ["decision → 200", latency.decided],
    ["decision → completed", latency.decidedToCompleted],
  ];
  const again = latency.polls.reduce((sum, polls) => sum + polls, 0) / latency.polls.length;
  return [
    line(["one caller, ms", "p50", "p99", "n"]),
    ...rows.map(([name, values]) =>
      line([name, percentile(values, 50).toFixed(2), percentile(values, 99).toFixed(2), `${values.length}`]),
    ),
    `a wait for the end was asked again ${again.toFixed(1)} times a run`,
    "",
  ];
}

function renderContests(contests: Readonly<Record<string, Contest | undefined>>): readonly string[] {
  const lines = Object.entries(contests).flatMap(([name, contest]) =>
    contest === undefined ? [] : renderContest(name, contest),
  );
  return lines.length === 0
    ? []
    : [line([`${CLIENTS} clients, median of bursts`, "per second", "CPU ms each", "bursts"]), ...lines, ""];
}

function renderContest(name: string, contest: Contest): readonly string[] {
  const row = (label: string, bursts: readonly Burst[]): string =>
    line([label, median(bursts.map(({ perSecond }) => perSecond)).toFixed(1), cpuText(bursts), `${bursts.length}`]);
  const spread = ratios(contest, ({ perSecond }) => perSecond).map((ratio) => ratio.toFixed(2));
  return [
    row(name, contest.product),
    row("  its floor", contest.floor),
    ...(contest.object === undefined ? [] : [row("  bare object, first call", contest.object)]),
    `  ratio of each pair: ${spread.join(" ")}`,
  ];
}

function cpuText(bursts: readonly Burst[]): string {
  const times = bursts.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs]));
  return times.length === 0 ? "" : median(times).toFixed(2);
}

function renderLoad({ bearings, memory, ledger }: Load): readonly string[] {
  const cpu = ledger.cpuMs === null ? "" : `, ${ledger.cpuMs.toFixed(2)} ms of processor time each`;
  return [
    line(["callers at once", "per second", "p50, ms", "p99, ms", "n"]),
    ...bearings.map(({ what, clients, perSecond, times }) =>
      line([
        `${clients}: ${what}`,
        perSecond.toFixed(1),
        percentile(times, 50).toFixed(1),
        percentile(times, 99).toFixed(1),
        `${times.length}`,
      ]),
    ),
    ...(memory === null
      ? []
      : [
          `the process takes ${grown(memory)} after ${memory.runs} runs; with as many bare Workflows ${grown(memory.bare)}`,
        ]),
    `the ledger alone: ${ledger.runsPerSecond.toFixed(0)} runs a second of ${ledger.calls} calls${cpu}`,
    "",
  ];
}

function grown({ idle, after }: { readonly idle: number; readonly after: number }): string {
  return `${idle.toFixed(0)} MiB, and ${after.toFixed(0)}`;
}

function renderLists(lists: readonly ListTimes[]): readonly string[] {
  const [first] = lists;
  const p50 = (of: ListTimes | undefined, query: string): number => percentile(of?.times[query] ?? [], 50);
  const rows = Object.keys(first?.times ?? {}).map((query) => {
    const growth = p50(lists.at(-1), query) / p50(first, query);
    return line([query, ...lists.map((list) => p50(list, query).toFixed(1)), growth.toFixed(2)]);
  });
  return [
    line(["lists, p50 in ms, in a history of", ...lists.map((list) => list.rows.toLocaleString("en")), "last ÷ first"]),
    ...rows,
    "",
  ];
}

function renderExpressions(expressions: ExpressionCost): readonly string[] {
  const rows = Object.values(expressions).map(({ source, microseconds, cel, jsonata }) =>
    [...[microseconds, cel, jsonata].map((cost) => cost.toFixed(2).padStart(8)), source].join("  "),
  );
  return ["one evaluation, µs: ours, cel-js, jsonata", ...rows, ""];
}

function renderVerdicts(verdicts: readonly Verdict[]): readonly string[] {
  return [
    line(["target", "found", "wanted", ""]),
    ...verdicts.map((verdict) => {
      const sign = verdict.wanted === "at most" ? "≤" : "≥";
      return line([
        verdict.what,
        verdict.value.toFixed(2),
        `${sign} ${verdict.target}`,
        isReached(verdict) ? "yes" : "NO",
      ]);
    }),
  ];
}

function line([name = "", ...cells]: readonly string[]): string {
  return `${name.padEnd(70)}${cells.map((cell) => cell.padStart(12)).join("")}`;
}
