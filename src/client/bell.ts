/** A bell wakes whoever waits for something to happen. If nobody waits when it rings, the next one to wait hears it. */
import { CountersignApiError } from "./api-error.ts";
import type { CountersignEvent } from "./events.ts";
import { pause } from "./pause.ts";

export class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Rings at each event that is wanted. Where events are refused, it does not ring: who waits looks by themselves. */
  async ringOn(
    events: AsyncIterable<CountersignEvent>,
    signal: AbortSignal,
    isWanted: (event: CountersignEvent) => boolean = () => true,
  ): Promise<void> {
    try {
      for await (const event of events) if (isWanted(event)) this.ring();
    } catch (error) {
      if (!signal.aborted && !(error instanceof CountersignApiError)) throw error;
    }
  }

  async wait(ms: number, signal: AbortSignal): Promise<"rung" | "silent"> {
    const stop = new AbortController();
    const rings = new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#rung) resolve();
    });
    await Promise.race([rings, pause(ms, AbortSignal.any([signal, stop.signal])).catch(() => undefined)]);
    stop.abort();
    const heard = this.#rung;
    this.#rung = false;
    return heard ? "rung" : "silent";
  }
}
