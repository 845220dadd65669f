/** Finds the answer of one approver, whoever gave it. */
import type { RecordedAnswer } from "../contract/decision.ts";
import { includesPerson } from "../kernel/people.ts";

export function answerBy(answers: readonly RecordedAnswer[], approver: string): RecordedAnswer | null {
  return answers.find((answer) => includesPerson(namesIn(answer), approver)) ?? null;
}

function namesIn({ approver, onBehalfOf }: RecordedAnswer): readonly string[] {
  return onBehalfOf === undefined ? [approver] : [approver, onBehalfOf];
}
