/** A name no other test uses: stories share one Worker, and tell their calls apart by it. */
export function uniqueKey(prefix: string): string {
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
}
