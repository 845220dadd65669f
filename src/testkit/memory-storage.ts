/** Storage of a Durable Object over Node's own SQLite, in memory: as much of it as approvals and ledger use. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

export interface MemoryStorage {
  readonly sql: SqlStorage;
  readonly transactionSync: <T>(body: () => T) => T;
  /** Forgets everything, as `deleteAll` does. */
  readonly erase: () => void;
}

export function memoryStorage(): MemoryStorage {
  let tables = new Tables();
  return {
    sql: asSqlStorage({ exec: (text, ...bindings) => tables.exec(text, bindings) }),
    transactionSync: (body) => tables.transaction(body),
    erase: () => {
      tables = new Tables();
    },
  };
}

interface Cursor {
  readonly rowsWritten: number;
  readonly toArray: () => readonly unknown[];
  readonly one: () => unknown;
}

interface ExecutesSql {
  readonly exec: (text: string, ...bindings: readonly SQLInputValue[]) => Cursor;
}

class Tables {
  readonly #database = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  exec(text: string, bindings: readonly SQLInputValue[]): Cursor {
    const before = this.#changes();
    const rows = this.#run(text, bindings);
    return cursor(rows, this.#changes() - before);
  }

  /** Transactions may stand inside each other; an inner one that throws undoes itself alone. */
  transaction<T>(body: () => T): T {
    const name = `t${this.#depth}`;
    this.#database.exec(`SAVEPOINT ${name}`);
    this.#depth += 1;
    try {
      const result = body();
      this.#database.exec(`RELEASE ${name}`);
      return result;
    } catch (error) {
      this.#database.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  #run(text: string, bindings: readonly SQLInputValue[]): readonly unknown[] {
    if (bindings.length > 0 || !isScript(text)) return this.#statement(text).all(...bindings);
    this.#database.exec(text);
    return [];
  }

  #statement(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }

  #changes(): number {
    return Number(this.#statement("SELECT total_changes() AS changes").get()?.["changes"]);
  }
}

/** Several statements, or one that makes tables or triggers, which may hold semicolons of their own. */
function isScript(text: string): boolean {
  return /;\s*\S/.test(text) || /^\s*CREATE\b/i.test(text);
}

function cursor(rows: readonly unknown[], rowsWritten: number): Cursor {
  return {
    rowsWritten,
    toArray: () => rows,
    one() {
      if (rows.length === 1) return rows[0];
      throw new Error(`Exactly one row was wanted, but there were ${rows.length}.`);
    },
  };
}

/** `exec` with `toArray`, `one` and `rowsWritten` is all that approvals and ledger use of the platform's interface. */
function asSqlStorage(sql: ExecutesSql): SqlStorage {
  return sql as unknown as SqlStorage;
}
