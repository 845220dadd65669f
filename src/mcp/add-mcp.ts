/** The door of MCP clients (`/mcp`): streamable HTTP without sessions, under the API's keys. */
import type { Context, Hono } from "hono";
import { cors } from "hono/cors";
import { requireKeyHolder } from "../access/api-key.ts";
import { type Config, type Env, readConfig } from "../config.ts";
import { CountersignError } from "../kernel/errors.ts";
import { sha256Hex } from "../kernel/hash.ts";

export function addMcp(app: Hono<{ Bindings: Env }>): void {
  app.use("/mcp", (c, next) =>
    cors({
      origin: [...readConfig(c.env).corsOrigins],
      allowHeaders: ["authorization", "content-type", "mcp-protocol-version", "mcp-method", "mcp-name"],
    })(c, next),
  );
  app.all("/mcp", async (c) => {
    const settings = readConfig(c.env);
    requireKnownOrigin(c, settings);
    const authorization = c.req.header("authorization");
    const holder = requireKeyHolder(settings.apiKeys, authorization);
    if (!holder.scopes.includes("runs") && !holder.scopes.includes("approvals"))
      throw new CountersignError("scope-missing", `The key "${holder.name}" has neither "runs" nor "approvals".`);
    // The server's code is large, and most of a Worker's requests have no use for it.
    const { mcpHandler } = await import("./create-mcp-server.ts");
    const { fetch: serve } = mcpHandler({
      env: c.env,
      settings,
      holder,
      origin: new URL(c.req.url).origin,
      questionSecret: sha256Hex(`mcp question\n${authorization ?? ""}`),
    });
    return serve(c.req.raw);
  });
}

/**
 * A page of another site may not call, whatever name it has the browser resolve to this address (DNS rebinding): the
 * request's own host says nothing, so that only origins from the settings count. Programs send none.
 */
function requireKnownOrigin(c: Context, { publicUrl, corsOrigins }: Config): void {
  const origin = c.req.header("origin");
  if (origin === undefined) return;
  const own = publicUrl === undefined ? [] : [new URL(publicUrl).origin];
  if ([...own, ...corsOrigins].includes(origin)) return;
  throw new CountersignError("origin-unknown", "Pages of this origin may not call: it is not in CORS_ORIGINS.");
}
