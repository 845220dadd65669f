/**
 * What is kept of a request under a name once all else is erased: by it, the same asked again under that name is known.
 * Without it, people would be asked again, by an approval that goes by the id of the one before.
 */
import type { ApprovalFacts } from "./facts-column.ts";

export interface SpentName {
  readonly workspace: string;
  readonly requestHash: string;
}

/** `null` where nobody can ask for it again: it has no name, or a run's. */
export function nameOf({ workspace, standalone }: ApprovalFacts): SpentName | null {
  return standalone?.isNamed === true ? { workspace, requestHash: standalone.requestHash } : null;
}

/** Erases all but the name. Belongs inside a transaction: between the two, nobody would know that it was asked for. */
export function keepNameAlone(sql: SqlStorage, { workspace, requestHash }: SpentName): void {
  for (const table of ownTables(sql)) sql.exec(`DROP TABLE "${table}"`);
  sql.exec("CREATE TABLE spent_name (workspace TEXT NOT NULL, request_hash TEXT NOT NULL) STRICT");
  sql.exec("INSERT INTO spent_name (workspace, request_hash) VALUES (?, ?)", workspace, requestHash);
}

export function loadSpentName(sql: SqlStorage): SpentName | null {
  if (sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'spent_name'").toArray().length === 0) return null;
  const query = "SELECT workspace, request_hash AS requestHash FROM spent_name";
  return sql.exec<SpentName & Record<string, SqlStorageValue>>(query).toArray()[0] ?? null;
}

/** The platform's and the database's own stay. */
function ownTables(sql: SqlStorage): readonly string[] {
  const query =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'";
  return sql
    .exec<{ name: string }>(query)
    .toArray()
    .map(({ name }) => name);
}
