/** An error as another Worker receives it: of its class nothing survives the way there, but its text does. */
import { asKnownError } from "../http/problem.ts";

/** `CODE: what was wrong`, with each field that was. */
export function asRemoteError(error: unknown): Error {
  const { code, message, extras } = asKnownError(error);
  const fields = (extras.errors ?? []).map(({ path, message: fault }) => `${path}: ${fault}`);
  return new Error([`${code}: ${message}`, ...fields].join("\n"));
}
