/** What was typed for an answer that did not get through, or that is not finished. */
import type { ErrorCode, FieldError } from "../kernel/errors.ts";
import { words } from "../html/words/words.ts";
import type { FormTexts } from "../html/form/parse-form-values.ts";

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
  /** `null` while somebody goes on editing. */
  readonly error: AttemptError | null;
}

export interface AttemptError {
  readonly code: ErrorCode;
  readonly detail: string;
  /** Paths such as `values.amount`, `feedback`, `approver`. */
  readonly errors: readonly FieldError[];
}

/** What is wrong with one field or anything inside it, or `null`. */
export function errorOf(attempt: Attempt | null, path: string): string | null {
  const error = attempt?.error?.errors.find((one) => one.path === path || one.path.startsWith(`${path}.`));
  return error === undefined ? null : messageWithin(error, path);
}

/** With the place inside the field: `Entry 2: Must be a number.` */
export function messageWithin({ path, message }: FieldError, outer: string): string {
  const place = path.slice(outer.length + 1);
  if (place === "") return message;
  return /^\d+$/.test(place) ? words.form.inEntry(Number(place) + 1, message) : words.form.inside(place, message);
}
