/** Steps of runs: load, save and list only. */
import type { StepStatus, TokenUsage } from "../contract/run.ts";
import type { StepRecord } from "./port.ts";

export type StepRow = {
  readonly path: string;
  readonly agent: string;
  readonly round: number;
  readonly operation: string;
  readonly status: StepStatus;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly attempts: number;
  readonly approvalId: string | null;
  readonly codeVersion: string | null;
  readonly reason: string | null;
  readonly errorJson: string | null;
  /** Bytes of the output; `null` where there is none. */
  readonly outputSize: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
};

/**
 * Saves a step as a report tells it. Reports may come in any order: what is finished beats what is not, then the newer
 * report (by `seq`) wins, so that every order ends in the same row. A row that would not change is not written.
 */
export function saveStep(
  sql: SqlStorage,
  key: { readonly runId: string; readonly reportSeq: number },
  step: StepRecord,
): void {
  sql.exec(
    `INSERT INTO steps (run_id, path, seq, report_seq, finished, agent, round, operation, status, started_at, finished_at,
        attempts, approval_id, code_version, reason, error_json, output_json)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET seq = excluded.seq, report_seq = excluded.report_seq, finished = excluded.finished,
        agent = excluded.agent, round = excluded.round, operation = excluded.operation, status = excluded.status,
        started_at = excluded.started_at, finished_at = excluded.finished_at, attempts = excluded.attempts,
        approval_id = excluded.approval_id, code_version = excluded.code_version, reason = excluded.reason,
        error_json = excluded.error_json, output_json = excluded.output_json
      WHERE (excluded.finished, excluded.report_seq) > (finished, report_seq)
        AND (excluded.status, excluded.attempts, excluded.started_at, excluded.finished_at, excluded.approval_id)
          IS NOT (status, attempts, started_at, finished_at, approval_id)`,
    key.runId,
    step.path,
    step.seq,
    key.reportSeq,
    isFinished(step.status) ? 1 : 0,
    step.agent,
    step.round,
    step.operation,
    step.status,
    step.startedAt,
    step.finishedAt ?? null,
    step.attempts,
    step.approvalId ?? null,
    step.codeVersion ?? null,
    step.reason ?? null,
    step.error === undefined ? null : JSON.stringify(step.error),
    step.outputJson ?? null,
  );
  if (step.usage !== undefined) saveUsage(sql, key.runId, step.path, step.usage);
}

/** The engine keeps one result of a step, so every report of it tells the same; a row that would not change is not written. */
function saveUsage(sql: SqlStorage, runId: string, path: string, { inputTokens, outputTokens }: TokenUsage): void {
  sql.exec(
    `INSERT INTO step_usage (run_id, path, input_tokens, output_tokens) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens
      WHERE (excluded.input_tokens, excluded.output_tokens) IS NOT (input_tokens, output_tokens)`,
    runId,
    path,
    inputTokens,
    outputTokens,
  );
}

/** A run's steps in their order, without their outputs. */
export function listSteps(sql: SqlStorage, runId: string): readonly StepRow[] {
  return sql
    .exec<StepRow>(
      `SELECT path, agent, round, operation, status, started_at AS startedAt, finished_at AS finishedAt, attempts,
          approval_id AS approvalId, code_version AS codeVersion, reason, error_json AS errorJson,
          octet_length(output_json) AS outputSize, input_tokens AS inputTokens, output_tokens AS outputTokens
        FROM steps LEFT JOIN step_usage USING (run_id, path) WHERE run_id = ? ORDER BY seq, path`,
      runId,
    )
    .toArray();
}

/** Outputs by path, of those that take at most `maxBytes` each. */
export function listOutputs(sql: SqlStorage, runId: string, maxBytes: number): ReadonlyMap<string, string> {
  const rows = sql.exec<{ path: string; json: string }>(
    "SELECT path, output_json AS json FROM steps WHERE run_id = ? AND octet_length(output_json) <= ?",
    runId,
    maxBytes,
  );
  return new Map(rows.toArray().map(({ path, json }) => [path, json]));
}

export function loadStepResult(sql: SqlStorage, runId: string, path: string): string | null {
  const row = sql
    .exec<{ json: string | null }>(
      "SELECT output_json AS json FROM steps WHERE run_id = ? AND path = ? AND status = 'completed'",
      runId,
      path,
    )
    .toArray()[0];
  return row?.json ?? null;
}

/** The approvals that a run's suspended steps wait for, each with its status; `null` where it is not recorded yet. */
export function listAwaited(
  sql: SqlStorage,
  runId: string,
): readonly { readonly approvalId: string; readonly status: string | null }[] {
  return sql
    .exec<{ approvalId: string; status: string | null }>(
      `SELECT steps.approval_id AS approvalId, approvals.status AS status
        FROM steps LEFT JOIN approvals ON approvals.approval_id = steps.approval_id
        WHERE steps.run_id = ? AND steps.status = 'suspended' AND steps.approval_id IS NOT NULL ORDER BY steps.seq`,
      runId,
    )
    .toArray();
}

/** Whether a step of the run says that it rests for this reason. */
export function isAwaiting(sql: SqlStorage, runId: string, reason: string): boolean {
  const rows = sql.exec(
    "SELECT 1 FROM steps WHERE run_id = ? AND status = 'suspended' AND reason = ? LIMIT 1",
    runId,
    reason,
  );
  return rows.toArray().length > 0;
}

export function isSuspended(sql: SqlStorage, runId: string, path: string): boolean {
  const rows = sql.exec("SELECT 1 FROM steps WHERE run_id = ? AND path = ? AND status = 'suspended'", runId, path);
  return rows.toArray().length > 0;
}

/** Whether a step of the run rests for a time or an event: it may have gone on to that before this was heard. */
export function restsWithoutPeople(sql: SqlStorage, runId: string): boolean {
  const rows = sql.exec(
    "SELECT 1 FROM steps WHERE run_id = ? AND status = 'suspended' AND approval_id IS NULL LIMIT 1",
    runId,
  );
  return rows.toArray().length > 0;
}

/** The agent that a run was at when it was last heard of, or an empty text. */
export function loadLatestAgent(sql: SqlStorage, runId: string): string {
  const row = sql
    .exec<{ agent: string }>("SELECT agent FROM steps WHERE run_id = ? ORDER BY finished, seq DESC LIMIT 1", runId)
    .toArray()[0];
  return row?.agent ?? "";
}

function isFinished(status: StepStatus): boolean {
  return status !== "running" && status !== "suspended";
}
