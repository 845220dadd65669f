/** Whether an error is the engine's way to say that a wait for an event ended without one: known only by its text. */
export function isWaitTimeout(error: unknown): boolean {
  return error instanceof Error && /time(d )?\s?out/i.test(`${error.name} ${error.message}`);
}
