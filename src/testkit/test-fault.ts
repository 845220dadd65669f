/** What is wrong with a test, or with the product under it; thrown out of the call during which it showed. */

export type TestFaultCode =
  /** The document has mistakes; the message is what `countersign check` prints. */
  | "ensemble-invalid"
  /** An agent goes outside, and the test does not say what happens there. */
  | "stub-missing"
  /** The test answers an approval that nobody was asked for. */
  | "approval-missing"
  /** A step or agent is asked for that the run does not have. */
  | "step-missing"
  /** Two steps of a run have the same name, so that no engine could tell their results apart. */
  | "step-name-twice"
  /** The run, gone through again from its record, came out differently. */
  | "replay-differs"
  /** The run neither moves, nor waits, nor is over. */
  | "run-stuck"
  /** An event was sent to a run that takes none. */
  | "event-refused"
  /** A length of time is none. */
  | "duration-invalid";

export class TestFault extends Error {
  override readonly name = "TestFault";
  readonly code: TestFaultCode;

  constructor(code: TestFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}
