/** Divides a budget among siblings so that small ones are whole and only large ones are cut. */

/** What each gets: its own cost where that is at most a fair share, else an equal part of what the others leave. */
export function shareBudget(costs: readonly number[], budget: number): number[] {
  const shares = costs.map(() => 0);
  let left = budget;
  let open = costs.length;
  for (const index of costs
    .keys()
    .toArray()
    .toSorted((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0))) {
    const share = Math.min(costs[index] ?? 0, Math.floor(left / open));
    shares[index] = share;
    left -= share;
    open -= 1;
  }
  return shares;
}
