/** How long something took, where a part of a second counts. */
import { formatDuration } from "../kernel/duration.ts";

export function shortDuration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : formatDuration(ms);
}
