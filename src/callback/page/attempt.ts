/** An answer that did not get through, and what was typed for it. */
import type { ErrorCode, FieldError } from "../../kernel/errors.ts";
import type { FormTexts } from "../../html/form/parse-form-values.ts";

/** Which of the two a link suggests, or a person chose. */
export type Choice = "approve" | "reject";

/** Everything typed into the form, as texts; `""` where nothing was. */
export interface TypedAnswer {
  readonly feedback: string;
  readonly reason: string;
  readonly approver: string;
  readonly values: FormTexts;
}

export interface Attempt {
  readonly typed: TypedAnswer;
  readonly error: {
    readonly code: ErrorCode;
    readonly detail: string;
    /** Paths such as `values.amount`, `feedback`, `approver`. */
    readonly errors: readonly FieldError[];
  };
}

/** What is wrong with one field, or `null`. */
export function errorOf(attempt: Attempt | null, path: string): string | null {
  return attempt?.error.errors.find((error) => error.path === path)?.message ?? null;
}
