/** The floor for a decision: one object that writes one row, sets one alarm, and answers. */
import { DurableObject } from "cloudflare:workers";

const HOUR_MS = 3_600_000;

export class BareObject extends DurableObject {
  #hasTable = false;

  async write(id: string): Promise<{ readonly id: string; readonly rows: number }> {
    const { sql } = this.ctx.storage;
    if (!this.#hasTable)
      sql.exec("CREATE TABLE IF NOT EXISTS answers (seq INTEGER PRIMARY KEY, answer TEXT NOT NULL) STRICT");
    this.#hasTable = true;
    const now = Date.now();
    const { rowsWritten } = sql.exec("INSERT INTO answers (answer) VALUES (?)", `{"approved":true,"at":${now}}`);
    void this.ctx.storage.setAlarm(now + HOUR_MS);
    return { id, rows: rowsWritten };
  }

  override async alarm(): Promise<void> {
    // Rings an hour after the measurement, that is, never.
  }
}
