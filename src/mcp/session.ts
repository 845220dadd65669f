/** Sessions of MCP: which clients get one, and the object that answers for it. */
import type { Env } from "../config.ts";
import { sha256Hex } from "../kernel/hash.ts";

export const SESSION_HEADER = "mcp-session-id";

/** Ours alone: under any other, a request stands for itself. */
const SESSION_ID = /^asks-[0-9a-f-]{36}$/;

export function newSessionId(): string {
  return `asks-${crypto.randomUUID()}`;
}

/** The object of the session that a request names, or `null`. Under another key, the same name is another session. */
export function sessionOf(env: Env, { method, headers }: Request): Pick<DurableObjectStub, "fetch"> | null {
  const id = headers.get(SESSION_HEADER);
  // Protocol 2026-07-28, which names the method in a header, has no sessions.
  if (id === null || !SESSION_ID.test(id) || method !== "POST" || headers.has("mcp-method")) return null;
  return env.MCP_SESSION.getByName(sha256Hex(`${id}\n${headers.get("authorization") ?? ""}`));
}
