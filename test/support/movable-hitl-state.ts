/** HITLState as it is shipped, but that a test can move the time of an approval. */
import { HITLState } from "../../src/approvals/hitl-state.ts";
import type { Env } from "../../src/config.ts";
import { MovableTime } from "./movable-time.ts";

export class MovableHITLState extends HITLState {
  readonly #time: MovableTime;

  constructor(ctx: DurableObjectState, env: Env) {
    const time = new MovableTime(ctx.storage);
    super(ctx, env, time);
    this.#time = time;
  }

  moveTime(ms: number): Promise<void> {
    return this.#time.move(ms, () => this.alarm());
  }
}
