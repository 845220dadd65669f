/** When people are told again, as authors and programs write it. */
import { LEAST_TIMEOUT_MS, MOST_TIMEOUT_MS } from "../contract/approval-limits.ts";
import type { Reminder } from "../contract/approval-request.ts";
import { parseDuration } from "../kernel/duration.ts";

/** "4h", or "1h before expiry"; `null` where it is neither, or no time that people may have. */
export function parseReminder(text: string): Reminder | null {
  const before = /^(.*\S)\s+before\s+expiry$/i.exec(text.trim());
  const ms = parseDuration(before?.[1] ?? text.trim());
  if (ms === null || ms < LEAST_TIMEOUT_MS || ms > MOST_TIMEOUT_MS) return null;
  return before === null ? { afterMs: ms } : { beforeMs: ms };
}
