/** The command line asks for something impossible; the message says what, and what would work. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
