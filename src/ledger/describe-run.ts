/** A run as the API shows it, put together from its rows. */
import type { Progress, Run, RunError, Step, StepError } from "../contract/run.ts";
import { isoTime } from "../kernel/clock.ts";
import { parseJson } from "../kernel/json.ts";
import { listOfRun } from "./approval-store.ts";
import { largestKept } from "./output-budget.ts";
import { loadProgressText } from "./progress-store.ts";
import { loadRunRow, type RunRow } from "./run-store.ts";
import { listOutputs, listSteps, type StepRow } from "./step-store.ts";

/** How much text a description may carry, in bytes. */
interface Detail {
  /** Input and output of the run, each. */
  readonly text: number;
  /** One step's output. */
  readonly output: number;
  /** All steps' outputs together. */
  readonly outputs: number;
}

const WHOLE: Detail = { text: Number.MAX_SAFE_INTEGER, output: Number.MAX_SAFE_INTEGER, outputs: 4 * 1024 * 1024 };
const LIGHT: Detail = { text: 16 * 1024, output: 2 * 1024, outputs: 64 * 1024 };

/** A run with everything, but of more than 4 MiB of outputs only the smaller ones; `null` where there is none of that id. */
export function describeRun(sql: SqlStorage, runId: string): Run | null {
  return describe(sql, runId, WHOLE);
}

/** A run as lists show it: without large texts. */
export function describeRunBriefly(sql: SqlStorage, runId: string): Run | null {
  return describe(sql, runId, LIGHT);
}

function describe(sql: SqlStorage, runId: string, detail: Detail): Run | null {
  const row = loadRunRow(sql, runId, detail.text);
  if (row === null) return null;
  const steps = listSteps(sql, runId);
  return {
    ...describeHead(row),
    ...describeProgress(loadProgressText(sql, runId)),
    steps: describeSteps(sql, runId, steps, detail),
    approvals: approvalIds(sql, runId, steps),
  };
}

function describeHead(row: RunRow): Omit<Run, "steps" | "approvals"> {
  return {
    id: row.runId,
    ensemble: row.ensemble,
    status: row.status,
    input: row.inputJson === null ? null : parseJson(row.inputJson),
    ...(row.outputJson === null ? {} : { output: parseJson(row.outputJson) }),
    ...(row.errorJson === null ? {} : { error: parseJson<RunError>(row.errorJson) }),
    requestedBy: row.requestedBy,
    createdAt: isoTime(row.createdAt),
    ...(row.finishedAt === null ? {} : { finishedAt: isoTime(row.finishedAt) }),
    ...(row.retryOf === null ? {} : { retryOf: row.retryOf }),
  };
}

function describeProgress(json: string | null): Pick<Run, "progress"> {
  return json === null ? {} : { progress: parseJson<Progress>(json) };
}

function describeSteps(sql: SqlStorage, runId: string, rows: readonly StepRow[], detail: Detail): Step[] {
  const sizes = rows.flatMap(({ outputSize }) =>
    outputSize === null || outputSize > detail.output ? [] : [outputSize],
  );
  const outputs = listOutputs(sql, runId, largestKept(sizes, detail.outputs));
  return rows.map((row) => ({ ...describeStep(row), ...describeOutput(row, outputs.get(row.path)) }));
}

function describeStep(row: StepRow): Step {
  return {
    agent: row.agent,
    path: row.path,
    round: row.round,
    operation: row.operation,
    status: row.status,
    startedAt: isoTime(row.startedAt),
    ...(row.finishedAt === null ? {} : { finishedAt: isoTime(row.finishedAt) }),
    attempts: row.attempts,
    ...(row.errorJson === null ? {} : { error: parseJson<StepError>(row.errorJson) }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.approvalId === null ? {} : { approvalId: row.approvalId }),
    ...(row.codeVersion === null ? {} : { codeVersion: row.codeVersion }),
    ...(row.inputTokens === null || row.outputTokens === null
      ? {}
      : { usage: { inputTokens: row.inputTokens, outputTokens: row.outputTokens } }),
  };
}

function describeOutput(row: StepRow, output: string | undefined): Pick<Step, "output" | "outputOmitted"> {
  if (row.outputSize === null) return {};
  return output === undefined ? { outputOmitted: true } : { output: parseJson(output) };
}

/** In the order of the steps; then those that no step has named yet. */
function approvalIds(sql: SqlStorage, runId: string, steps: readonly StepRow[]): string[] {
  const named = steps.flatMap(({ approvalId }) => (approvalId === null ? [] : [approvalId]));
  return [...new Set([...named, ...listOfRun(sql, runId)])];
}
