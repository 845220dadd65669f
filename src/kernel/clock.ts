/** Time: epoch milliseconds inside, ISO 8601 on the wire. */

export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** The time that an object goes by. */
export interface Time {
  readonly now: Clock;
  /** Aborts in so many milliseconds. */
  readonly cutOff: (ms: number) => AbortSignal;
}

export const systemTime: Time = { now: systemClock, cutOff: (ms) => AbortSignal.timeout(ms) };

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
