/** What the tools of one MCP request work with: whose key it came with, and where. */
import { type KeyHolder, requireKeyHolder } from "../access/api-key.ts";
import { type Config, type Env, readConfig } from "../config.ts";
import { CountersignError } from "../kernel/errors.ts";
import { sha256Hex } from "../kernel/hash.ts";

export interface McpContext {
  readonly env: Env;
  readonly settings: Config;
  readonly holder: KeyHolder;
  /** The origin on which the request came. */
  readonly origin: string;
  /** What proves that a question put to a person was ours: known to us and to whoever has the key. */
  readonly questionSecret: string;
}

/** Refuses a request whose key has nothing to do here. */
export function requireMcpContext(env: Env, request: Request): McpContext {
  const settings = readConfig(env);
  const authorization = request.headers.get("authorization") ?? undefined;
  const holder = requireKeyHolder(settings.apiKeys, authorization);
  if (!holder.scopes.includes("runs") && !holder.scopes.includes("approvals"))
    throw new CountersignError("scope-missing", `The key "${holder.name}" has neither "runs" nor "approvals".`);
  return {
    env,
    settings,
    holder,
    origin: new URL(request.url).origin,
    questionSecret: sha256Hex(`mcp question\n${authorization ?? ""}`),
  };
}

/** The page on which people answer an approval once they have signed in: it holds no secret that a model could use. */
export function approvalPage({ settings, origin }: Pick<McpContext, "settings" | "origin">, id: string): string {
  return `${settings.publicUrl ?? origin}/approvals/${id}`;
}
