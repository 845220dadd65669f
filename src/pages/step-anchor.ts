/** Where a step stands on its run's page: by its position, since its name may hold anything. */

export function stepAnchor(position: number): string {
  return `step-${position + 1}`;
}
