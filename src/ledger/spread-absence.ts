/** Tells a person's open approvals to look again who is away: so many at a time, each by a chore of its own. */
import { parseJson } from "../kernel/json.ts";
import { listOpenOf } from "./approval-store.ts";
import { type Chore, putChore } from "./chore-store.ts";

/** Approvals that one attempt reaches: however many there are, none holds up the ledger. */
const AT_ONCE = 50;

/** The last approval that was reached. */
interface Reached {
  readonly createdAt: number;
  readonly approvalId: string;
}

const NONE: Reached = { createdAt: 0, approvalId: "" };

/** @param key - the person's */
export function putSpreading(sql: SqlStorage, key: string, now: number, reached: Reached = NONE): void {
  const note = JSON.stringify(reached);
  putChore(sql, { kind: "spread-absence", subject: key, pace: "now", from: now, note });
}

/** Inside a transaction. What is left over is put anew, so that it outlives the chore. */
export function spreadAbsence(sql: SqlStorage, { subject, note }: Chore, now: number): void {
  const open = listOpenOf(sql, subject, parseJson<Reached>(note), AT_ONCE);
  for (const { approvalId } of open) {
    putChore(sql, { kind: "refresh-approval", subject: approvalId, pace: "now", from: now });
  }
  const last = open.at(-1);
  if (last !== undefined && open.length === AT_ONCE) putSpreading(sql, subject, now, last);
}
