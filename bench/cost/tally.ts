/** What is counted while the product runs: what the platform bills for, by class. */

export interface ObjectCounts {
  /** Calls by RPC, by method; alarms that rang are `alarm`. */
  readonly calls: Readonly<Record<string, number>>;
  readonly rowsRead: number;
  /** Rows of indexes included, alarms not. */
  readonly rowsWritten: number;
  readonly alarmsSet: number;
  /** Bytes that all of its objects keep. */
  readonly bytes: number;
}

export type ObjectClass = "HITLState" | "Ledger" | "Keyring";

export interface Counts {
  readonly workerRequests: number;
  readonly runs: number;
  readonly runsEnded: number;
  readonly steps: number;
  readonly objects: Readonly<Record<ObjectClass, ObjectCounts>>;
}

/** Tables that only the local platform makes. */
const OF_THE_TEST_SERVER = "__miniflare";

/** Of the objects of one class. */
export class ObjectTally {
  readonly #calls = new Map<string, number>();
  readonly #bytes = new Map<string, number>();
  #rowsRead = 0;
  #rowsWritten = 0;
  #alarmsSet = 0;

  /**
   * Counts all that is done with the storage from now on. A cursor and a size can be asked only by their own object, so
   * that is done as soon as what runs there is through: every query is by then.
   */
  watch(objectId: string, storage: DurableObjectStorage): void {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    const setAlarm = storage.setAlarm.bind(storage);
    const countedExec: SqlStorage["exec"] = (query, ...values) => {
      const cursor = exec<never>(query, ...values);
      if (query.includes(OF_THE_TEST_SERVER)) return cursor;
      queueMicrotask(() => {
        this.#rowsRead += cursor.rowsRead;
        this.#rowsWritten += cursor.rowsWritten;
        this.#bytes.set(objectId, sql.databaseSize);
      });
      return cursor;
    };
    const countedAlarm: DurableObjectStorage["setAlarm"] = (...when) => {
      this.#alarmsSet += 1;
      return setAlarm(...when);
    };
    Object.defineProperty(sql, "exec", { value: countedExec });
    Object.defineProperty(storage, "setAlarm", { value: countedAlarm });
  }

  /** Counts every call of a method of the class. */
  countCalls(counted: { readonly prototype: object }, shipped: { readonly prototype: object }): void {
    const tell = (name: string): void => void this.#calls.set(name, (this.#calls.get(name) ?? 0) + 1);
    for (const name of Object.getOwnPropertyNames(shipped.prototype)) {
      if (name === "constructor") continue;
      const method = Reflect.get(shipped.prototype, name) as (...values: readonly unknown[]) => unknown;
      const value = function call(this: unknown, ...values: readonly unknown[]): unknown {
        tell(name);
        return Reflect.apply(method, this, values);
      };
      Object.defineProperty(counted.prototype, name, { value, configurable: true, writable: true });
    }
  }

  counts(): ObjectCounts {
    return {
      calls: Object.fromEntries(this.#calls),
      rowsRead: this.#rowsRead,
      rowsWritten: this.#rowsWritten,
      alarmsSet: this.#alarmsSet,
      bytes: [...this.#bytes.values()].reduce((sum, bytes) => sum + bytes, 0),
    };
  }

  reset(): void {
    this.#calls.clear();
    this.#rowsRead = 0;
    this.#rowsWritten = 0;
    this.#alarmsSet = 0;
  }
}
