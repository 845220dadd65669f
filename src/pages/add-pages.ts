/** The pages door: what people with a key see of their workspace. Works without script. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Env } from "../config.ts";
import { addSignIn } from "./add-sign-in.ts";
import { showEnsemble, showEnsembles, startFromForm } from "./ensembles/show-ensembles.ts";
import { showOverview } from "./overview/show-overview.ts";
import { answerApproval, handOverApproval, sendApproversLink, showApproval } from "./approval-pages.ts";
import { answerSeveral } from "./inbox/answer-several.ts";
import { showInbox } from "./inbox/show-inbox.ts";
import { cancelRun, repeatRun } from "./run-actions.tsx";
import { sameSite } from "./same-site.ts";
import { showRun } from "./show-run.tsx";
import { showRuns } from "./show-runs.ts";
import { sendTrail, showTrail } from "./show-trail.ts";
import { withHolder, withVisitor } from "./signed-in.ts";
import { watchPage, watchRequest } from "./watch-page.ts";

const PATHS = [
  "/",
  "/approvals",
  "/approvals/*",
  "/sign-in",
  "/sign-out",
  "/runs",
  "/runs/*",
  "/ensembles",
  "/ensembles/*",
  "/overview",
  "/audit",
  "/audit/*",
] as const;

/** Whether a path is one of a page's, found or not. */
export function isPage(path: string): boolean {
  return (
    path === "/" || path === "/overview" || /^\/(?:approvals|audit|runs|ensembles|sign-in|sign-out)(?:\/|$)/.test(path)
  );
}

export function addPages(app: OpenAPIHono<{ Bindings: Env }>): void {
  for (const path of PATHS) app.use(path, sameSite);
  addSignIn(app);
  app.get("/", withVisitor(showInbox));
  app.post("/approvals", withVisitor(answerSeveral));
  app.get("/approvals/:id", withVisitor(showApproval));
  app.get("/approvals/:id/live", watchRequest);
  app.post("/approvals/:id", withVisitor(answerApproval));
  app.post("/approvals/:id/delegate", withVisitor(handOverApproval));
  app.post("/approvals/:id/own-link", withVisitor(sendApproversLink));
  app.get("/runs", withHolder("runs", showRuns));
  app.get("/runs/:id", withHolder("runs", showRun));
  app.post("/runs/:id/cancel", withHolder("runs", cancelRun));
  app.post("/runs/:id/restart", withHolder("runs", repeatRun));
  app.get("/ensembles", withHolder("runs", showEnsembles));
  app.get("/ensembles/:name", withHolder("runs", showEnsemble));
  app.post("/ensembles/:name", withHolder("runs", startFromForm));
  app.get("/overview", withHolder("audit", showOverview));
  app.get("/live", watchPage);
  app.get("/audit", withHolder("audit", showTrail));
  app.get("/audit/export", withHolder("audit", sendTrail));
}
