/** HITLState as it is shipped, but that a test can move the time of an approval. */
import { setTimeout as sleep } from "node:timers/promises";
import { HITLState } from "../../src/approvals/hitl-state.ts";
import type { Env } from "../../src/config.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { MovableTime } from "./movable-time.ts";

/** So long a message that is on its way is let arrive before time moves past its cut-off; one that hangs is cut off. */
const ARRIVES_WITHIN_MS = 1_000;

export class MovableHITLState extends HITLState {
  readonly #time: MovableTime;

  constructor(ctx: DurableObjectState, env: Env) {
    const time = new MovableTime(ctx.storage);
    super(ctx, env, time);
    this.#time = time;
  }

  async moveTime(ms: number): Promise<void> {
    const patience = systemClock() + ARRIVES_WITHIN_MS;
    while (this.#isOnItsWay() && systemClock() < patience) await sleep(5);
    await this.#time.move(ms, () => this.alarm());
  }

  /** A message at its first attempt, which has neither arrived nor failed. */
  #isOnItsWay(): boolean {
    const { some } = this.ctx.storage.sql
      .exec<{ some: number }>(
        `SELECT EXISTS (SELECT 1 FROM outbox WHERE kind IN ('notify', 'news', 'callback')
          AND status = 'pending' AND attempts > 0 AND last_error IS NULL) AS some`,
      )
      .one();
    return some === 1;
  }
}
