/** Finds the answer of one approver; names are compared without regard to case. */
import type { RecordedAnswer } from "../../contract/decision.ts";

export function answerBy(answers: readonly RecordedAnswer[], approver: string): RecordedAnswer | null {
  const name = approver.toLowerCase();
  return answers.find((answer) => answer.approver.toLowerCase() === name) ?? null;
}
