/** Whether the reader gave the answer that stands for them, or somebody else did. */
import type { RecordedAnswer } from "../../contract/decision.ts";

/** `for-you`: on the reader's behalf. `instead`: the reader could have given it on somebody's behalf, who came first. */
export type Giver = "you" | "for-you" | "instead";

export function giverOf({ approver, onBehalfOf }: RecordedAnswer, recipient: string | null): Giver {
  const reader = recipient?.toLowerCase();
  if (approver.toLowerCase() === reader) return "you";
  return onBehalfOf?.toLowerCase() === reader ? "for-you" : "instead";
}
