/** Chores: what the ledger has yet to do outside, kept until it is done. Load, save and list only. */
import { firstDue, nextDue, type Pace } from "./pace.ts";

export type ChoreKind =
  | "create-run"
  | "watch-run"
  | "terminate-run"
  | "signal-run"
  | "end-approval"
  | "check-approval"
  | "spread-absence"
  | "refresh-approval";

export interface ChoreKey {
  readonly kind: ChoreKind;
  /** A run's id or an approval's, an event's, or a person's key. */
  readonly subject: string;
}

export interface NewChore extends ChoreKey {
  readonly pace: Pace;
  /** Epoch milliseconds from which the pace counts. */
  readonly from: number;
  /** JSON text of what the chore needs to know. */
  readonly note?: string;
}

export type Chore = {
  readonly kind: ChoreKind;
  readonly subject: string;
  readonly pace: Pace;
  readonly dueAt: number;
  /** Attempts begun, the present one included. */
  readonly attempts: number;
  readonly note: string;
};

const COLUMNS = "kind, subject, pace, due_at AS dueAt, attempts, note";

/** Puts a chore, or starts its pace anew where it is there already. */
export function putChore(sql: SqlStorage, chore: NewChore): void {
  sql.exec(
    `INSERT INTO chores (kind, subject, pace, due_at, attempts, note) VALUES (?, ?, ?, ?, 0, ?)
      ON CONFLICT DO UPDATE SET pace = excluded.pace, due_at = excluded.due_at, attempts = 0, note = excluded.note`,
    chore.kind,
    chore.subject,
    chore.pace,
    firstDue(chore.pace, chore.from),
    chore.note ?? "{}",
  );
}

export function hasChore(sql: SqlStorage, key: ChoreKey): boolean {
  return sql.exec("SELECT 1 FROM chores WHERE kind = ? AND subject = ?", key.kind, key.subject).toArray().length > 0;
}

export function dropChore(sql: SqlStorage, key: ChoreKey): void {
  sql.exec("DELETE FROM chores WHERE kind = ? AND subject = ?", key.kind, key.subject);
}

/** Removes a chore that is done; one that was put anew meanwhile stays. */
export function dropLeased(sql: SqlStorage, chore: Chore): void {
  sql.exec(
    "DELETE FROM chores WHERE kind = ? AND subject = ? AND due_at = ? AND attempts = ?",
    chore.kind,
    chore.subject,
    chore.dueAt,
    chore.attempts,
  );
}

export function saveChoreError(sql: SqlStorage, key: ChoreKey, error: string): void {
  sql.exec("UPDATE chores SET last_error = ? WHERE kind = ? AND subject = ?", error, key.kind, key.subject);
}

/** The chores due earliest, whether or not their time has come. */
export function listEarliest(sql: SqlStorage, limit: number): readonly Chore[] {
  return sql.exec<Chore>(`SELECT ${COLUMNS} FROM chores ORDER BY due_at LIMIT ?`, limit).toArray();
}

/** When chores are due, the earliest first; read from the index alone: every write of the ledger asks. */
export function listDues(sql: SqlStorage, limit: number): readonly (ChoreKey & Pick<Chore, "dueAt">)[] {
  return sql
    .exec<ChoreKey & Pick<Chore, "dueAt"> & Record<string, SqlStorageValue>>(
      "SELECT kind, subject, due_at AS dueAt FROM chores ORDER BY due_at LIMIT ?",
      limit,
    )
    .toArray();
}

/** Marks a chore as being attempted: its next attempt is set before this one begins, so that a crash loses nothing. */
export function leaseChore(sql: SqlStorage, key: ChoreKey, now: number): Chore | null {
  const chore = sql
    .exec<Chore>(`SELECT ${COLUMNS} FROM chores WHERE kind = ? AND subject = ?`, key.kind, key.subject)
    .toArray()[0];
  if (chore === undefined) return null;
  const leased = { ...chore, dueAt: nextDue(chore.pace, chore.attempts, now), attempts: chore.attempts + 1 };
  sql.exec(
    "UPDATE chores SET due_at = ?, attempts = ? WHERE kind = ? AND subject = ?",
    leased.dueAt,
    leased.attempts,
    key.kind,
    key.subject,
  );
  return leased;
}
