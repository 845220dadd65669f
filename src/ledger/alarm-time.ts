/** When the one alarm has to ring: the earliest of everything due, what is overdue included. */

export interface Due {
  /** Epoch milliseconds. */
  readonly dueAt: number;
  /** Whether it is being attempted just now. */
  readonly underway: boolean;
}

/** Looking again this soon costs little, and does not spin while attempts hang. */
const PATIENCE = 1_000;

/**
 * The time for the alarm, or `null` where nothing is due ever. What cannot begin yet is looked at again a little later;
 * it keeps an alarm, since the attempts underway die with the object.
 */
export function alarmTime(dues: readonly Due[], now: number, room: number): number | null {
  const times = dues.map(({ dueAt, underway }) => (underway || room <= 0 ? Math.max(dueAt, now + PATIENCE) : dueAt));
  return times.length === 0 ? null : Math.min(...times);
}
