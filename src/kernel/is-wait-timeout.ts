/** Whether an error is how the engine says that a wait for an event timed out. Only its text tells. */
export function isWaitTimeout(error: unknown): boolean {
  return error instanceof Error && /time(d )?\s?out/i.test(`${error.name} ${error.message}`);
}
