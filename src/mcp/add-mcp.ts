/** The door of MCP clients (`/mcp`): streamable HTTP, under the API's keys. */
import type { Context, Hono } from "hono";
import { cors } from "hono/cors";
import { type Config, type Env, readConfig } from "../config.ts";
import { CountersignError } from "../kernel/errors.ts";
import { requireMcpContext } from "./mcp-context.ts";
import { newSessionId, SESSION_HEADER, sessionOf } from "./session.ts";

export function addMcp(app: Hono<{ Bindings: Env }>): void {
  app.use("/mcp", (c, next) =>
    cors({
      origin: [...readConfig(c.env).corsOrigins],
      allowHeaders: ["authorization", "content-type", "mcp-protocol-version", "mcp-method", "mcp-name", SESSION_HEADER],
      exposeHeaders: [SESSION_HEADER],
    })(c, next),
  );
  app.all("/mcp", async (c) => {
    requireKnownOrigin(c, readConfig(c.env));
    const context = requireMcpContext(c.env, c.req.raw);
    const session = sessionOf(c.env, c.req.raw);
    if (session !== null) return session.fetch(c.req.raw);
    // The server's code is large, and most of a Worker's requests have no use for it.
    const [{ mcpHandler }, { beginsSession }] = await Promise.all([
      import("./create-mcp-server.ts"),
      import("./begins-session.ts"),
    ]);
    const begins = await beginsSession(c.req.raw);
    const answer = await mcpHandler(context).fetch(c.req.raw);
    if (begins && answer.ok) answer.headers.set(SESSION_HEADER, newSessionId());
    return answer;
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
