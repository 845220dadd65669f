/** Why an expression has no value: the one error that an evaluation throws. */

export type EvaluationErrorCode =
  /** A variable of the environment is read that is not set. */
  | "env-missing"
  /** The whole environment is asked for; only single variables may be. */
  | "env-whole"
  /** A text, a list or the work became larger than `limits.ts` allows. */
  | "expression-limit"
  /** A method was called on a value of another type. */
  | "method-unknown"
  /** A function that is not on the list; only a damaged plan has one. */
  | "function-unknown"
  /** An argument of a function or method is out of its range. */
  | "argument-invalid";

/** Its message names types and names, never values: a value may be a secret. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
  readonly code: EvaluationErrorCode;

  constructor(code: EvaluationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
