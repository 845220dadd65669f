/** The API door: every route of the contract, its description, and the pages that explain its errors. */
import { cors } from "hono/cors";
import { readConfig } from "../config.ts";
import { CountersignError, ERRORS, type ErrorCode } from "../kernel/errors.ts";
import { addAbsenceRoutes } from "./absence-routes.ts";
import { addApprovalRequestRoutes } from "./approval-request-routes.ts";
import { addApprovalRoutes } from "./approval-routes.ts";
import { addApprovalUpkeepRoutes } from "./approval-upkeep-routes.ts";
import { addAuditRoutes } from "./audit-routes.ts";
import { addEnsembleRoutes } from "./ensemble-routes.ts";
import { addEventRoutes } from "./event-routes.ts";
import { addDocs } from "./docs/add-docs.tsx";
import { addReceiptRoutes } from "./receipt-routes.ts";
import { addWebhookRoutes } from "./webhook-routes.ts";
import type { Api } from "./route.ts";
import { addRunRoutes } from "./run-routes.ts";

export function addApi(app: Api): void {
  app.use("/api/*", (c, next) =>
    cors({
      origin: [...readConfig(c.env).corsOrigins],
      allowHeaders: ["authorization", "content-type", "idempotency-key", "last-event-id", "prefer"],
      exposeHeaders: ["location", "preference-applied"],
    })(c, next),
  );
  addEnsembleRoutes(app);
  addRunRoutes(app);
  addApprovalRoutes(app);
  addApprovalRequestRoutes(app);
  addApprovalUpkeepRoutes(app);
  addAbsenceRoutes(app);
  addAuditRoutes(app);
  addEventRoutes(app);
  addWebhookRoutes(app);
  addReceiptRoutes(app);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  addDocs(app);
  app.get("/api/errors/:code", (c) => c.json(describeError(c.req.param("code"))));
}

function describeError(code: string) {
  if (!isErrorCode(code)) throw new CountersignError("not-found", "There is no error of that code.");
  return { code, ...ERRORS[code] };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
