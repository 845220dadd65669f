/** An address of a workspace's to which events are posted. */
import { z } from "@hono/zod-openapi";
import { EVENT_TYPES, type EventType } from "./event.ts";

const types = z.array(z.enum(EVENT_TYPES)).max(EVENT_TYPES.length);

export const NewWebhookBody = z
  .strictObject({
    url: z.url({ protocol: /^https?$/, error: "is no http or https address" }).max(2_048),
    types: types.default([]).openapi({ description: "default: all" }),
    description: z.string().trim().max(300).default(""),
  })
  .openapi("NewWebhookBody");

export const Webhook = z
  .object({
    id: z.string(),
    to: z.string().openapi({ description: "the host of its address; the rest may be a secret" }),
    types: types.openapi({ description: "none: all" }),
    description: z.string(),
    status: z.enum(["enabled", "disabled"]),
    disabledBecause: z.enum(["gone", "failing"]).optional(),
    createdAt: z.iso.datetime(),
    deliveredAt: z.iso.datetime().optional().openapi({ description: "of the newest event that arrived" }),
    failingSince: z.iso.datetime().optional(),
    nextAttemptAt: z.iso.datetime().optional(),
    lastError: z.string().optional(),
  })
  .openapi("Webhook");
export type Webhook = z.infer<typeof Webhook>;

export const NewWebhook = Webhook.extend({
  secret: z.string().openapi({ description: "whsec_…, by which the receiver checks signatures; shown this once" }),
}).openapi("NewWebhook");
export type NewWebhook = z.infer<typeof NewWebhook>;

/** What a workspace is given to keep. */
export interface WebhookSettings {
  readonly id: string;
  readonly url: string;
  readonly types: readonly EventType[];
  readonly description: string;
  readonly secret: string;
}
