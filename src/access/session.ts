/**
 * Sessions of people who signed in with an API key: a signed cookie that names the key and its end. The signature is made
 * with the key itself: a session ends with its key, and nobody but its holder could have made it.
 */
import { createHmac } from "node:crypto";
import { equalSecrets } from "../kernel/hash.ts";
import type { ApiKey } from "./api-key.ts";
import { type Visitor, visitorWithKey } from "./visitor.ts";

/** How long one lasts, in milliseconds: 12 hours. */
export const SESSION_MS = 12 * 3_600_000;

/** The cookie's value for the holder of a key. `now` is in epoch milliseconds. */
export function issueSession(key: ApiKey, now: number): string {
  const claim = Buffer.from(JSON.stringify([key.name, now + SESSION_MS])).toString("base64url");
  return `${claim}.${sign(key, claim)}`;
}

/** Whose session it is; `null` where it is none of ours, over, or its key is gone. */
export function readSession(keys: readonly ApiKey[], cookie: string | undefined, now: number): Visitor | null {
  const [claim = "", signature = ""] = cookie?.split(".") ?? [];
  const parsed = parseClaim(claim);
  if (parsed === null || now >= parsed.endsAt) return null;
  // Two keys may have one name: in two workspaces, or while one of them is being replaced.
  const key = keys.find((one) => one.name === parsed.name && equalSecrets(sign(one, claim), signature));
  return key === undefined ? null : visitorWithKey(key);
}

function sign({ key }: ApiKey, claim: string): string {
  return createHmac("sha256", `countersign session\n${key}`).update(claim).digest("base64url");
}

function parseClaim(claim: string): { readonly name: string; readonly endsAt: number } | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(claim, "base64url").toString());
    if (!Array.isArray(value) || typeof value[0] !== "string" || typeof value[1] !== "number") return null;
    return { name: value[0], endsAt: value[1] };
  } catch {
    return null;
  }
}
