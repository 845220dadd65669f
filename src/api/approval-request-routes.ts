/** `POST /api/approvals`: a program asks people, without an ensemble. */
import { z } from "@hono/zod-openapi";
import { readConfig } from "../config.ts";
import { Approval } from "../contract/approval.ts";
import { RequestApprovalBody } from "../contract/request-approval.ts";
import { preferredWait } from "../http/prefer.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { MAX_REQUEST_BYTES, requestApproval } from "../runs/request-approval.ts";
import { idempotencyHeader, idempotencyKey } from "./idempotency-key.ts";
import { preferHeader } from "./parameters.ts";
import { addRoute, type Api } from "./route.ts";

export function addApprovalRequestRoutes(api: Api): void {
  addRoute(api, {
    method: "post",
    path: "/api/approvals",
    summary: "Ask people, without an ensemble",
    scope: "approvals",
    headers: z.object({ ...preferHeader, ...idempotencyHeader }),
    body: { schema: RequestApprovalBody, maxBytes: MAX_REQUEST_BYTES },
    answers: {
      200: { description: "The approval that the same Idempotency-Key asked for before", schema: Approval },
      201: { description: "People are being asked", schema: Approval },
    },
    errors: ["request-invalid", "idempotency-conflict"],
    handle: async ({ c, env, holder, body }) => {
      const waitSeconds = preferredWait(c.req.header("prefer"));
      const { kind, approval } = await requestApproval(
        {
          holder,
          settings: readConfig(env),
          origin: new URL(c.req.url).origin,
          approvals: env.HITL_STATE,
          ledger: ledgerOf(env.LEDGER, holder.workspace),
        },
        body,
        { idempotencyKey: idempotencyKey(c.req.header("idempotency-key")), waitSeconds },
      );
      if (waitSeconds > 0) c.header("preference-applied", `wait=${waitSeconds}`);
      c.header("location", `/api/approvals/${approval.id}`);
      return c.json(approval, kind === "opened" ? 201 : 200);
    },
  });
}
