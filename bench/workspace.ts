/** Whose key the bench uses. */

export const BENCH_WORKSPACE = "bench";
export const BENCH_KEY = "bench-key-0123456789abcdef";
