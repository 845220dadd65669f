/** Composes the doors into one app; no rule lives here. */
import { OpenAPIHono, z } from "@hono/zod-openapi";
import { secureHeaders } from "hono/secure-headers";
import { addApi } from "./api/add-api.ts";
import { addCallback } from "./callback/add-callback.ts";
import { showErrorPage } from "./callback/show-error-page.tsx";
import { wantsPage } from "./http/wants-page.ts";
import { addSlack } from "./chat/slack/add-slack.ts";
import { addDiscord } from "./chat/discord/add-discord.ts";
import type { Env } from "./config.ts";
import { addAssets } from "./http/add-assets.ts";
import { allowedMethods } from "./http/allowed-methods.ts";
import { asKnownError, problemResponse } from "./http/problem.ts";
import { addMcp } from "./mcp/add-mcp.ts";
import { addPages, isPage } from "./pages/add-pages.ts";
import { showProblem } from "./pages/show-problem.tsx";
import { CountersignError } from "./kernel/errors.ts";

/** @param callbackPath - where links are answered, such as `/callback` */
export function createApp(callbackPath: string): OpenAPIHono<{ Bindings: Env }> {
  const app = new OpenAPIHono<{ Bindings: Env }>();
  // `same-origin`, not the default: under `no-referrer` a browser's form post says `Origin: null`.
  app.use(secureHeaders({ referrerPolicy: "same-origin", xFrameOptions: "DENY" }));
  app.use(async (c, next) => {
    await next();
    // Kept by nobody, but for what says of itself for how long it may be.
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
    c.header("x-robots-tag", "noindex");
  });
  addHealth(app);
  addAssets(app);
  addApi(app);
  addCallback(app, callbackPath);
  addSlack(app);
  addDiscord(app);
  addMcp(app);
  addPages(app);
  app.notFound((c) => {
    const allowed = allowedMethods(app, c.req.path);
    if (allowed.length === 0) return wantsPage(c) ? showProblem(c, nothingHere()) : problemResponse(c, nothingHere());
    c.header("allow", allowed.join(", "));
    return problemResponse(c, new CountersignError("method-not-allowed", `Only ${allowed.join(", ")} here.`));
  });
  app.onError((error, c) => {
    const known = asKnownError(error);
    const isCallback = c.req.path.startsWith(`${callbackPath}/`);
    if (!wantsPage(c)) return problemResponse(c, known);
    if (isCallback) return showErrorPage(c, known);
    return isPage(c.req.path) ? showProblem(c, known) : problemResponse(c, known);
  });
  return app;
}

function nothingHere(): CountersignError {
  return new CountersignError("not-found", "There is nothing at this address.");
}

function addHealth(app: OpenAPIHono<{ Bindings: Env }>): void {
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/healthz",
    operationId: "getHealth",
    summary: "Whether the Worker answers",
    security: [],
    responses: {
      200: {
        description: "It does",
        content: { "application/json": { schema: z.object({ status: z.literal("ok") }) } },
      },
    },
  });
  app.get("/healthz", (c) => c.json({ status: "ok" }));
}
