/** How often and how long a step may be tried. */

/** The longest delay between attempts and the longest attempt, in milliseconds. */
export const MOST_WAIT = 86_400_000;
export const MOST_ATTEMPTS = 100;
export const DEFAULT_DELAY = 1_000;
export const DEFAULT_BACKOFF = "exponential";
export const BACKOFFS = ["constant", "linear", "exponential"] as const;
