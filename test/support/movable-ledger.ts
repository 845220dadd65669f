/** Ledger as it is shipped, but that a test can move the time of a workspace. */
import { Ledger } from "../../src/ledger/ledger.ts";
import type { LedgerEnv } from "../../src/ledger/platform-ports.ts";
import { MovableTime } from "./movable-time.ts";

export class MovableLedger extends Ledger {
  readonly #time: MovableTime;

  constructor(ctx: DurableObjectState, env: LedgerEnv) {
    const time = new MovableTime(ctx.storage);
    super(ctx, env, time);
    this.#time = time;
  }

  moveTime(ms: number): Promise<void> {
    return this.#time.move(ms, () => this.alarm());
  }
}
