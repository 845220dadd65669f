/** Which outputs are shown where all would be too much: the largest are left out first. */

/** The size up to which outputs can be shown, so that all of them together take at most `budget`. */
export function largestKept(sizes: readonly number[], budget: number): number {
  const ascending = sizes.toSorted((a, b) => a - b);
  let total = 0;
  let kept = 0;
  for (const [at, size] of ascending.entries()) {
    total += size;
    if (total > budget) return kept;
    // Of outputs of one size either all are shown or none.
    if (ascending[at + 1] !== size) kept = size;
  }
  return kept;
}
