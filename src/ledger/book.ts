/** The ledger's storage: reads that find nothing before the first write, and writes that each are one transaction. */
import { hasTables } from "../kernel/tables.ts";
import { migrate } from "./migrations.ts";

export class Book {
  readonly #storage: DurableObjectStorage;
  #open: boolean;

  /** Brings tables that are there up to date; makes none. */
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#open = hasTables(storage.sql);
    if (this.#open) storage.transactionSync(() => migrate(storage.sql));
  }

  /** Whether anything was ever written. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** `empty` where nothing was ever written. */
  read<T>(load: (sql: SqlStorage) => T, empty: NoInfer<T>): T {
    return this.#open ? load(this.#storage.sql) : empty;
  }

  /** All of a change or, where it throws, nothing of it. */
  write<T>(change: (sql: SqlStorage) => T): T {
    const result = this.#storage.transactionSync(() => {
      if (!this.#open) migrate(this.#storage.sql);
      return change(this.#storage.sql);
    });
    this.#open = true;
    return result;
  }
}
