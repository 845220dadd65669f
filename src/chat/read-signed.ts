/** Reads what a chat sends: whose it is, and that it came just now and once, is settled before anything in it is used. */
import type { Context } from "hono";
import { readText } from "../http/read-body.ts";
import { CountersignError } from "../kernel/errors.ts";
import { isRecent } from "./is-recent.ts";
import type { SeenRequests } from "./seen-requests.ts";

const MAX_BYTES = 256 * 1024;

export interface SignedRequest {
  /** In seconds. */
  readonly timestamp: string;
  readonly signature: string;
  /** As it came. */
  readonly body: string;
}

interface Signing {
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly isSigned: (request: SignedRequest) => Promise<boolean>;
  readonly seen: SeenRequests;
}

export async function readSigned(
  c: Context,
  { timestamp = "", signature = "", isSigned, seen }: Signing,
): Promise<string> {
  const now = Date.now();
  if (!isRecent(timestamp, now)) {
    throw signatureInvalid("The request has no time, or one more than five minutes away.");
  }
  const body = await readText(c, MAX_BYTES);
  if (!(await isSigned({ timestamp, signature, body }))) throw signatureInvalid("The signature does not fit.");
  if (!seen.isNew(signature, now)) throw signatureInvalid("The same request came before.");
  return body;
}

export function signatureInvalid(detail: string): CountersignError {
  return new CountersignError("signature-invalid", detail);
}
