/** The callback door as OpenAPI describes it. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../config.ts";
import { Suspension } from "../contract/approval.ts";
import { DecisionBody, DecisionResult } from "../contract/decision.ts";
import { problemResponses } from "../http/problem-responses.ts";

const html = { "text/html": { schema: z.string() } };

export function describeCallback(app: OpenAPIHono<{ Bindings: Env }>, path: string): void {
  const params = z.object({ token: z.string().openapi({ description: "the credential itself; from a link" }) });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: `${path}/{token}`,
    operationId: "openLink",
    summary: "See what a link asks; changes nothing. A browser gets the page",
    security: [],
    request: {
      params,
      query: z.object({ action: z.enum(["approve", "reject"]).optional().openapi({ description: "only preselects" }) }),
    },
    responses: {
      200: { description: "What is asked", content: { "application/json": { schema: Suspension }, ...html } },
      ...problemResponses(["link-unknown", "approval-over"]),
    },
  });
  app.openAPIRegistry.registerPath({
    method: "post",
    path: `${path}/{token}`,
    operationId: "answerLink",
    summary: "Approve or reject",
    security: [],
    request: {
      params,
      body: {
        required: true,
        content: {
          "application/json": { schema: DecisionBody },
          "application/x-www-form-urlencoded": { schema: DecisionBody },
        },
      },
    },
    responses: {
      200: { description: "What it led to", content: { "application/json": { schema: DecisionResult }, ...html } },
      ...problemResponses([
        "bad-json",
        "bad-request",
        "approver-not-allowed",
        "link-unknown",
        "already-answered",
        "approval-over",
        "too-large",
        "values-invalid",
      ]),
    },
  });
}
