/** What the tools of one MCP request work with: whose key it came with, and where. */
import type { KeyHolder } from "../access/api-key.ts";
import type { Config, Env } from "../config.ts";

export interface McpContext {
  readonly env: Env;
  readonly settings: Config;
  readonly holder: KeyHolder;
  /** The origin on which the request came. */
  readonly origin: string;
  /** What proves that a question put to a person was ours: known to us and to whoever has the key. */
  readonly questionSecret: string;
}

/** The page on which people answer an approval once they have signed in: it holds no secret that a model could use. */
export function approvalPage({ settings, origin }: Pick<McpContext, "settings" | "origin">, id: string): string {
  return `${settings.publicUrl ?? origin}/approvals/${id}`;
}
