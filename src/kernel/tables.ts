/** The tables of an object: whether it has any yet, and bringing them up to date by a numbered list. */

/** Whether anything was ever written here: reads of an object that was never used must not make tables. */
export function hasTables(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").toArray().length > 0;
}

/**
 * Runs the statements that this object has not run yet, in their order; the first of them makes the table `migrations`.
 * Belongs inside a transaction.
 */
export function applyMigrations(sql: SqlStorage, migrations: readonly string[]): void {
  const version = hasTables(sql)
    ? Number(sql.exec("SELECT max(version) AS version FROM migrations").one()["version"])
    : 0;
  migrations.slice(version).forEach((statements, index) => {
    sql.exec(statements);
    sql.exec("INSERT INTO migrations (version) VALUES (?)", version + index + 1);
  });
}
