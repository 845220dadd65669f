/** The callback door as OpenAPI describes it. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../config.ts";
import { Suspension } from "../contract/approval.ts";
import { DecisionBody, DecisionResult } from "../contract/decision.ts";
import { Delegated, DelegateBody, LinkSent, OwnLinkBody } from "../contract/handover.ts";
import { problemResponses } from "../http/problem-responses.ts";

const params = z.object({ token: z.string().openapi({ description: "the credential itself; from a link" }) });
const html = { "text/html": { schema: z.string() } };

export function describeCallback(app: OpenAPIHono<{ Bindings: Env }>, path: string): void {
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
        "not-verified",
        "self-approval",
        "link-unknown",
        "already-answered",
        "approval-over",
        "too-large",
        "values-invalid",
      ]),
    },
  });
  describePassingOn(app, path);
}

const PASSING_ON = [
  {
    verb: "delegate",
    operationId: "delegateByLink",
    summary: "Hand the request over: somebody else answers on behalf of the link's owner",
    body: DelegateBody,
    answer: Delegated,
    errors: [
      "not-verified",
      "already-answered",
      "delegate-loop",
      "delegate-taken",
      "self-approval",
      "not-reachable",
      "address-invalid",
      "too-soon",
    ],
  },
  {
    verb: "own-link",
    operationId: "sendOwnLink",
    summary: "Have a named approver sent a link of their own, which is not shown here",
    body: OwnLinkBody,
    answer: LinkSent,
    errors: ["not-reachable", "too-soon"],
  },
] as const;

function describePassingOn(app: OpenAPIHono<{ Bindings: Env }>, path: string): void {
  for (const { verb, operationId, summary, body, answer, errors } of PASSING_ON) {
    app.openAPIRegistry.registerPath({
      method: "post",
      path: `${path}/{token}/${verb}`,
      operationId,
      summary,
      security: [],
      request: {
        params,
        body: {
          required: true,
          content: { "application/json": { schema: body }, "application/x-www-form-urlencoded": { schema: body } },
        },
      },
      responses: {
        202: { description: "Done", content: { "application/json": { schema: answer }, ...html } },
        ...problemResponses([
          "bad-json",
          "bad-request",
          "approver-not-allowed",
          "link-unknown",
          "approval-over",
          "too-large",
          ...errors,
        ]),
      },
    });
  }
}
