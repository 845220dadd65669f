/** Whether the reader gave the answer that stands for them, or somebody else did. */
import type { RecordedAnswer } from "../contract/decision.ts";
import { isSamePerson } from "../kernel/people.ts";

/** `for-you`: on the reader's behalf. `instead`: the reader could have given it on somebody's behalf, who came first. */
export type Giver = "you" | "for-you" | "instead";

export function giverOf({ approver, onBehalfOf }: RecordedAnswer, recipient: string | null): Giver {
  if (recipient === null) return "instead";
  if (isSamePerson(approver, recipient)) return "you";
  return onBehalfOf !== undefined && isSamePerson(onBehalfOf, recipient) ? "for-you" : "instead";
}
