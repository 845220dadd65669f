/** How a walk ends early. */
import type { RunError } from "../contract/run.ts";

/** An agent failed for good; the run fails with it. */
export class RunFailure extends Error {
  override readonly name = "RunFailure";
  readonly error: RunError;

  constructor(error: RunError) {
    super(error.message);
    this.error = error;
  }
}

/** The run was cancelled while it walked; there is nothing left to do or to tell. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
}
