/** Finds circles among things that read each other. */

/** Each circle once, as the keys on it in reading order, starting with the one that stands first in `keys`. */
export function findCycles(keys: readonly string[], readsOf: (key: string) => readonly string[]): string[][] {
  const cycles: string[][] = [];
  const reported = new Set<string>();
  for (const key of keys) {
    const cycle = reported.has(key) ? null : cycleFrom(key, readsOf);
    if (cycle === null) continue;
    cycles.push(cycle);
    for (const member of cycle) reported.add(member);
  }
  return cycles;
}

/** The shortest way from `start` back to it. */
function cycleFrom(start: string, readsOf: (key: string) => readonly string[]): string[] | null {
  const pending: string[][] = [[start]];
  const seen = new Set<string>();
  for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
    for (const next of readsOf(path.at(-1) ?? start)) {
      if (next === start) return path;
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push([...path, next]);
    }
  }
  return null;
}
