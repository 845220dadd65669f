/** The tables of one approval, and their migrations: a numbered list, each entry run once. */
import { applyMigrations } from "../../kernel/tables.ts";

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE approval (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     facts TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     expires_at INTEGER,
     ended_at INTEGER,
     end TEXT,
     rev INTEGER NOT NULL,
     erase_at INTEGER
   ) STRICT;
   CREATE TABLE request_data (
     id INTEGER PRIMARY KEY CHECK (id = 0),
     data TEXT NOT NULL,
     metadata TEXT NOT NULL
   ) STRICT;
   CREATE TABLE answers (
     seq INTEGER PRIMARY KEY,
     approver_key TEXT NOT NULL UNIQUE,
     answer TEXT NOT NULL
   ) STRICT;
   CREATE TABLE tokens (
     hash TEXT PRIMARY KEY,
     approver TEXT,
     verified INTEGER NOT NULL,
     made_by TEXT NOT NULL,
     made_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY,
     kind TEXT NOT NULL,
     body TEXT NOT NULL,
     status TEXT NOT NULL,
     attempts INTEGER NOT NULL,
     next_at INTEGER NOT NULL,
     last_error TEXT
   ) STRICT;
   CREATE TABLE events (
     seq INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     type TEXT NOT NULL,
     actor TEXT NOT NULL,
     detail TEXT NOT NULL
   ) STRICT;
   CREATE TABLE migrations (version INTEGER PRIMARY KEY) STRICT;`,
  "ALTER TABLE approval ADD COLUMN receipt TEXT",
];

/** Brings the tables to the newest version. */
export function migrate(sql: SqlStorage): void {
  applyMigrations(sql, MIGRATIONS);
}
