/** The Discord door as OpenAPI describes it. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../config.ts";
import { problemResponses } from "../../http/problem-responses.ts";

export function describeDiscord(app: OpenAPIHono<{ Bindings: Env }>, path: string): void {
  const headers = z.object({
    "x-signature-timestamp": z.string().openapi({ description: "seconds; at most five minutes away" }),
    "x-signature-ed25519": z.string().openapi({ description: "the Ed25519 signature of time and body, in hex" }),
  });
  const body = z.object({ type: z.int().openapi({ description: "1 ping, 3 button, 5 dialogue" }) });
  app.openAPIRegistry.registerPath({
    method: "post",
    path,
    operationId: "discordInteraction",
    summary: "A button or dialogue of Discord; for Discord alone, whose signature is checked",
    security: [],
    request: { headers, body: { required: true, content: { "application/json": { schema: body } } } },
    responses: {
      200: {
        description: "What Discord is to show",
        content: { "application/json": { schema: z.object({ type: z.int() }) } },
      },
      ...problemResponses(["bad-request", "signature-invalid", "too-large"]),
    },
  });
}
