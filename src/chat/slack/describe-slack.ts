/** The Slack door as OpenAPI describes it. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../config.ts";
import { problemResponses } from "../../http/problem-responses.ts";

export function describeSlack(app: OpenAPIHono<{ Bindings: Env }>, path: string): void {
  const body = z.object({ payload: z.string().openapi({ description: "Slack's interaction payload, as JSON text" }) });
  const headers = z.object({
    "x-slack-request-timestamp": z.string().openapi({ description: "seconds; at most five minutes away" }),
    "x-slack-signature": z.string().openapi({ description: "`v0=` and the HMAC-SHA256 of time and body" }),
  });
  app.openAPIRegistry.registerPath({
    method: "post",
    path,
    operationId: "slackInteraction",
    summary: "A button or dialogue of Slack; for Slack alone, whose signature is checked",
    security: [],
    request: { headers, body: { required: true, content: { "application/x-www-form-urlencoded": { schema: body } } } },
    responses: {
      200: {
        description: "Taken; of a dialogue, what it is to show",
        content: { "application/json": { schema: z.object({ response_action: z.string() }).partial() } },
      },
      ...problemResponses(["bad-request", "signature-invalid", "too-large"]),
    },
  });
}
