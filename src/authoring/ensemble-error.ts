/** The error that a call of an ensemble in TypeScript throws when it fails; the ensemble may catch it and go on. */

/** Thrown by the calls of `ctx`. Uncaught, it fails the run with its code, message and step. */
export class EnsembleError extends Error {
  override readonly name = "EnsembleError";
  /** `TIMEOUT` where nobody answered or nothing came in time; else a code such as `approvers-invalid`. */
  readonly code: string;
  /** The step's name as the ensemble gave it; `null` where the call has none. */
  readonly step: string | null;

  constructor(code: string, message: string, step: string | null) {
    super(message);
    this.code = code;
    this.step = step;
  }
}
