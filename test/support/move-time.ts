/** Moves the time of one approval, or of a workspace's ledger, at a Worker under test; the shipped one has no such route. */
import { parseDuration } from "../../src/kernel/duration.ts";

/** Where only the Worker under test listens. */
export const MOVE_TIME = "/__test/time";

export type TimeOf = { readonly approvalId: string } | { readonly workspace: string };

export type TimeMove = TimeOf & { readonly ms: number };

/** Answers once whatever it is goes by the new time, and what that made due has begun. */
export async function moveTime(workerUrl: string, of: TimeOf, duration: string): Promise<void> {
  const ms = parseDuration(duration);
  if (ms === null) throw new Error(`${duration} is no duration`);
  const body = JSON.stringify({ ...of, ms } satisfies TimeMove);
  const response = await fetch(`${workerUrl}${MOVE_TIME}`, { method: "POST", body });
  if (response.status !== 204) throw new Error(`time did not move: ${response.status} ${await response.text()}`);
}
