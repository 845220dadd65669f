/** What runs say of their progress: load and save only. A row that would not change is not written. */

export function saveProgressText(sql: SqlStorage, runId: string, json: string): void {
  sql.exec(
    `INSERT INTO run_progress (run_id, json) VALUES (?, ?)
      ON CONFLICT DO UPDATE SET json = excluded.json WHERE json IS NOT excluded.json`,
    runId,
    json,
  );
}

export function loadProgressText(sql: SqlStorage, runId: string): string | null {
  const row = sql.exec<{ json: string }>("SELECT json FROM run_progress WHERE run_id = ?", runId).toArray()[0];
  return row?.json ?? null;
}
