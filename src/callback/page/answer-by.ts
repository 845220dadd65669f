/** Finds the answer of one approver, whoever gave it; names are compared without regard to case. */
import type { RecordedAnswer } from "../../contract/decision.ts";

export function answerBy(answers: readonly RecordedAnswer[], approver: string): RecordedAnswer | null {
  const name = approver.toLowerCase();
  return (
    answers.find((answer) => [answer.approver, answer.onBehalfOf].some((other) => other?.toLowerCase() === name)) ??
    null
  );
}
