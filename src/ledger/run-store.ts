/** Runs: load, save and list only. */
import type { RunStatus } from "../contract/run.ts";
import { newestFirst } from "./newest-first.ts";
import type { PageWalk, Walked } from "./page.ts";
import type { RunStart } from "./port.ts";

/** What rules need to know of a run. */
export type RunHead = {
  readonly runId: string;
  readonly workspace: string;
  readonly ensemble: string;
  readonly status: RunStatus;
  /** Of the latest report; -1 before the first. */
  readonly seq: number;
};

export type RunRow = {
  readonly runId: string;
  readonly ensemble: string;
  readonly status: RunStatus;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly requestedBy: string;
  readonly retryOf: string | null;
  readonly errorJson: string | null;
  readonly inputJson: string | null;
  readonly outputJson: string | null;
};

export interface RunProgress {
  readonly runId: string;
  readonly status: RunStatus;
  readonly seq: number;
}

export interface RunEnd extends RunProgress {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly outputJson: string | null;
  readonly errorJson: string | null;
}

export interface RunFilter {
  readonly ensemble?: string;
  readonly statuses: readonly RunStatus[];
}

export function insertRun(sql: SqlStorage, start: RunStart, planHash: string): void {
  sql.exec(
    `INSERT INTO runs (run_id, workspace, ensemble, status, seq, created_at, plan_hash, requested_by, actor, origin,
        retry_of, restart_from, input_json)
      VALUES (?, ?, ?, 'running', -1, ?, ?, ?, ?, ?, ?, ?, ?)`,
    start.runId,
    start.workspace,
    start.ensemble,
    start.createdAt,
    planHash,
    start.requestedBy,
    start.actor,
    start.origin,
    start.retryOf ?? null,
    start.from ?? null,
    start.inputJson,
  );
}

export function loadRunHead(sql: SqlStorage, runId: string): RunHead | null {
  return (
    sql
      .exec<RunHead>("SELECT run_id AS runId, workspace, ensemble, status, seq FROM runs WHERE run_id = ?", runId)
      .toArray()[0] ?? null
  );
}

/** A run without its steps; input and output only where they take at most `maxText` bytes. */
export function loadRunRow(sql: SqlStorage, runId: string, maxText: number): RunRow | null {
  return (
    sql
      .exec<RunRow>(
        `SELECT run_id AS runId, ensemble, status, created_at AS createdAt, finished_at AS finishedAt,
            requested_by AS requestedBy, retry_of AS retryOf, error_json AS errorJson,
            CASE WHEN octet_length(input_json) <= ?2 THEN input_json END AS inputJson,
            CASE WHEN octet_length(output_json) <= ?2 THEN output_json END AS outputJson
          FROM runs WHERE run_id = ?1`,
        runId,
        maxText,
      )
      .toArray()[0] ?? null
  );
}

type StartRow = {
  readonly runId: string;
  readonly workspace: string;
  readonly ensemble: string;
  readonly planJson: string;
  readonly inputJson: string;
  readonly requestedBy: string;
  readonly actor: string;
  readonly createdAt: number;
  readonly origin: string;
  readonly retryOf: string | null;
  readonly restartFrom: string | null;
};

export function loadRunStart(sql: SqlStorage, runId: string): RunStart | null {
  const row = sql
    .exec<StartRow>(
      `SELECT run_id AS runId, workspace, ensemble, plans.json AS planJson, input_json AS inputJson,
          requested_by AS requestedBy, actor, created_at AS createdAt, origin, retry_of AS retryOf, restart_from AS restartFrom
        FROM runs JOIN plans ON plans.hash = runs.plan_hash WHERE run_id = ?`,
      runId,
    )
    .toArray()[0];
  if (row === undefined) return null;
  const { retryOf, restartFrom, ...start } = row;
  return {
    ...start,
    ...(retryOf === null ? {} : { retryOf }),
    ...(restartFrom === null ? {} : { from: restartFrom }),
  };
}

/** A status that is set has its row written anew in every index, also where it stays the same. */
export function saveRunProgress(
  sql: SqlStorage,
  run: Pick<RunHead, "runId" | "status">,
  { status, seq }: Pick<RunProgress, "status" | "seq">,
): void {
  if (run.status === status) sql.exec("UPDATE runs SET seq = ? WHERE run_id = ?", seq, run.runId);
  else sql.exec("UPDATE runs SET status = ?, seq = ? WHERE run_id = ?", status, seq, run.runId);
}

export function saveRunEnd(sql: SqlStorage, end: RunEnd): void {
  sql.exec(
    "UPDATE runs SET status = ?, seq = ?, finished_at = ?, output_json = ?, error_json = ? WHERE run_id = ?",
    end.status,
    end.seq,
    end.at,
    end.outputJson,
    end.errorJson,
    end.runId,
  );
}

export function listRunKeys(sql: SqlStorage, filter: RunFilter, walk: PageWalk): readonly Walked[] {
  const scope = filter.ensemble === undefined ? null : { sql: "ensemble = ?", value: filter.ensemble };
  return newestFirst(sql, { table: "runs", id: "run_id", scope, statuses: filter.statuses, others: [] }, walk);
}
