/** How a Workflow waits for an approval: by which event, and for how long before it asks by itself. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After the end of time the approval says so itself, in milliseconds. */
const AFTER_EXPIRY = 1_000;

export interface Waited {
  /** Whether an event is on its way. */
  readonly isWoken: boolean;
  /** When it was last asked, in epoch milliseconds. */
  readonly at: number;
  readonly expiresAt?: string | undefined;
}

/** The event of a wait; events have names of letters, digits, `-` and `_`. */
export function eventOf(name: string): string {
  if (/^[\w-]{1,80}$/.test(name)) return `approval-${name}`;
  throw new TypeError(`"${name}" is no name of a wait: letters, digits, - and _, at most 80.`);
}

/** Milliseconds: longer each time, to a day where an event is awaited and to an hour where none is; never past the end. */
export function pauseBefore(turn: number, { isWoken, at, expiresAt }: Waited): number {
  const [first, longest] = isWoken ? [HOUR, 24 * HOUR] : [MINUTE / 2, HOUR];
  const pause = Math.min(longest, first * 2 ** Math.min(turn - 1, 20));
  if (expiresAt === undefined) return pause;
  return Math.max(AFTER_EXPIRY, Math.min(pause, Date.parse(expiresAt) - at + AFTER_EXPIRY));
}
