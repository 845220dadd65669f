/** Webhooks, and how far each has been told: load, save and list only. */

/** Before its first failure, a webhook may be tried at once. */
const AT_ONCE = 0;

export type WebhookRow = {
  readonly id: string;
  readonly url: string;
  /** JSON list; empty: all. */
  readonly types: string;
  readonly description: string;
  readonly secret: string;
  readonly oldSecret: string | null;
  /** Epoch milliseconds until which the old secret signs too. */
  readonly oldUntil: number | null;
  readonly createdAt: number;
  /** Number of the trail's line up to which everything has arrived. */
  readonly cursor: number;
  readonly dueAt: number;
  /** Attempts at the next event that were begun. */
  readonly attempts: number;
  readonly deliveredAt: number | null;
  readonly failingSince: number | null;
  readonly lastError: string | null;
  readonly disabledBecause: "gone" | "failing" | null;
};

const COLUMNS = `id, url, types, description, secret, old_secret AS oldSecret, old_until AS oldUntil, created_at AS createdAt,
  cursor, due_at AS dueAt, attempts, delivered_at AS deliveredAt, failing_since AS failingSince, last_error AS lastError,
  disabled_because AS disabledBecause`;

export type FreshWebhook = Pick<WebhookRow, "id" | "url" | "types" | "description" | "secret" | "createdAt">;

/** It is told what comes from now on. */
export function insertWebhook(sql: SqlStorage, fresh: FreshWebhook): void {
  sql.exec(
    `INSERT INTO webhooks (id, url, types, description, secret, created_at, cursor, due_at, attempts)
      VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) FROM audit), ?, 0)`,
    fresh.id,
    fresh.url,
    fresh.types,
    fresh.description,
    fresh.secret,
    fresh.createdAt,
    AT_ONCE,
  );
}

export function loadWebhook(sql: SqlStorage, id: string): WebhookRow | null {
  return sql.exec<WebhookRow>(`SELECT ${COLUMNS} FROM webhooks WHERE id = ?`, id).toArray()[0] ?? null;
}

/** The newest first. */
export function listWebhooks(sql: SqlStorage): readonly WebhookRow[] {
  return sql.exec<WebhookRow>(`SELECT ${COLUMNS} FROM webhooks ORDER BY created_at DESC, id`).toArray();
}

export function hasWebhooks(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM webhooks LIMIT 1").toArray().length > 0;
}

export type Behind = Pick<WebhookRow, "id" | "dueAt" | "attempts">;

/** Those that have still to be told something, those first whose last attempt went well. */
export function listBehind(sql: SqlStorage): readonly Behind[] {
  return sql
    .exec<Behind>(
      `SELECT id, due_at AS dueAt, attempts FROM webhooks
        WHERE disabled_because IS NULL AND cursor < (SELECT max(seq) FROM audit) ORDER BY attempts > 0, due_at`,
    )
    .toArray();
}

export function dropWebhook(sql: SqlStorage, id: string): void {
  sql.exec("DELETE FROM webhooks WHERE id = ?", id);
}

/** The secret so far signs beside the new one for a while. */
export function replaceSecret(sql: SqlStorage, id: string, secret: string, oldUntil: number): void {
  sql.exec("UPDATE webhooks SET old_secret = secret, old_until = ?, secret = ? WHERE id = ?", oldUntil, secret, id);
}

/** Goes on where it stopped, at once. */
export function enableWebhook(sql: SqlStorage, id: string): void {
  sql.exec(
    "UPDATE webhooks SET disabled_because = NULL, failing_since = NULL, attempts = 0, due_at = ? WHERE id = ?",
    AT_ONCE,
    id,
  );
}

/** Marks an attempt as begun: the next one is set before, so that a crash loses nothing. */
export function leaseWebhook(sql: SqlStorage, id: string, dueAt: number): void {
  sql.exec("UPDATE webhooks SET due_at = ?, attempts = attempts + 1 WHERE id = ?", dueAt, id);
}

/** What stands up to here has arrived, or is not wanted. */
export function saveCursor(sql: SqlStorage, id: string, cursor: number): void {
  sql.exec("UPDATE webhooks SET cursor = ? WHERE id = ?", cursor, id);
}

export function saveDelivered(sql: SqlStorage, id: string, cursor: number, now: number): void {
  sql.exec(
    `UPDATE webhooks SET cursor = ?, delivered_at = ?, due_at = ?, attempts = 0, failing_since = NULL, last_error = NULL
      WHERE id = ?`,
    cursor,
    now,
    AT_ONCE,
    id,
  );
}

export interface WebhookFailure {
  readonly attempts: number;
  readonly dueAt: number;
  readonly error: string;
  readonly disabledBecause: WebhookRow["disabledBecause"];
}

export function saveFailure(sql: SqlStorage, id: string, failure: WebhookFailure, now: number): void {
  sql.exec(
    `UPDATE webhooks SET due_at = ?, attempts = ?, last_error = ?, disabled_because = ?,
      failing_since = coalesce(failing_since, ?) WHERE id = ?`,
    failure.dueAt,
    failure.attempts,
    failure.error,
    failure.disabledBecause,
    now,
    id,
  );
}
