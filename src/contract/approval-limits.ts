/** How much may be asked at once, and for how long. */

/** How long people have to answer, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 86_400_000;
export const LEAST_TIMEOUT_MS = 1_000;
export const MOST_TIMEOUT_MS = 365 * 86_400_000;

/** The shortest rest of a run, in milliseconds; the longest is that of an answer. */
export const LEAST_SLEEP_MS = 1;

export const MOST_APPROVALS = 1_000;
export const MOST_REJECTIONS = 1_000;

/** Data and metadata together, in bytes of JSON. */
export const MAX_DATA_BYTES = 900 * 1024;
