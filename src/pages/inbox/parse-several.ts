/** Reads the form by which several requests are answered at once. */
import type { FormEntries } from "../../http/read-form.ts";

/** So many can be answered at once. */
export const MOST_AT_ONCE = 100;

export interface SeveralAnswers {
  readonly ids: readonly string[];
  /** `null` where the form does not say `true` or `false`, or says both. */
  readonly approved: boolean | null;
  readonly feedback: string;
  readonly reason: string;
  /** Whether they have been shown what they are about to answer. */
  readonly stage: "chosen" | "confirmed";
}

export function parseSeveral(entries: FormEntries): SeveralAnswers {
  const texts = (name: string) => [
    ...new Set(entries.flatMap(([key, value]) => (key === name && typeof value === "string" ? [value] : []))),
  ];
  const [said, ...more] = texts("approved");
  return {
    ids: texts("id").slice(0, MOST_AT_ONCE),
    approved: more.length === 0 ? parseApproved(said) : null,
    feedback: texts("feedback").at(-1) ?? "",
    reason: texts("reason").at(-1) ?? "",
    stage: texts("stage").includes("confirmed") ? "confirmed" : "chosen",
  };
}

function parseApproved(text: string | undefined): boolean | null {
  if (text === "true") return true;
  return text === "false" ? false : null;
}
