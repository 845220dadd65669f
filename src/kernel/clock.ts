/** Time: epoch milliseconds inside, ISO 8601 on the wire. */

export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
