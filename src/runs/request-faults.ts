/** What is wrong with a request, all of it, by the field in which it is. */
import type { FieldError } from "../kernel/errors.ts";
import { StepFailure } from "../operations/step-failure.ts";

/** A refusal that only a request outside a run can meet; others are those of the hitl agent. */
export class RequestFault extends Error {
  override readonly name = "RequestFault";
}

export class RequestFaults {
  readonly found: FieldError[] = [];

  /** What is prepared; where that is refused, the refusal is noted and `instead` stands for it. */
  at<T, I>(path: string, instead: I, prepare: () => T): T | I {
    try {
      return prepare();
    } catch (error) {
      if (!(error instanceof StepFailure) && !(error instanceof RequestFault)) throw error;
      this.found.push({ path, message: error.message });
      return instead;
    }
  }
}
