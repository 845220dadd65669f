/** The body of `POST /api/approvals`: a program asks people, without an ensemble. Every text is taken as it is. */
import { z } from "@hono/zod-openapi";
import { MOST_APPROVALS, MOST_REJECTIONS } from "./approval-limits.ts";
import { CHANNEL_NAMES } from "./channel-options.ts";

/** Longest prompt, in characters. */
export const MAX_PROMPT = 20_000;

export const MOST_PEOPLE = 1_000;
export const MOST_CHANNELS = 20;
export const MOST_TIMERS = 20;

const name = z.string().trim().min(1).max(320);
const people = z.array(name).min(1).max(MOST_PEOPLE);
const approvals = z.int().min(1).max(MOST_APPROVALS);
const url = z.url({ protocol: /^https?$/, error: "is no http or https address" }).max(2_048);
const duration = z.union([z.number(), z.string().max(100)]).openapi({ description: "seconds, or text such as 4h" });

const ChannelRequest = z.strictObject({
  channel: z.enum(CHANNEL_NAMES),
  webhookUrl: url.optional(),
  to: z.union([name, people]).optional(),
  from: name.optional(),
  subject: z.string().max(300).optional(),
  baseUrl: url.optional().openapi({ description: "where the links start; default: PUBLIC_URL" }),
});
export type ChannelRequest = z.infer<typeof ChannelRequest>;

const EscalationRequest = z.strictObject({
  after: duration,
  to: z.union([name, people]),
  for: name.optional().openapi({ description: "the group for which they count" }),
});
export type EscalationRequest = z.infer<typeof EscalationRequest>;

export const RequestApprovalBody = z
  .strictObject({
    title: z.string().trim().min(1).max(300).default("request"),
    prompt: z.string().trim().min(1).max(MAX_PROMPT),
    data: z.unknown().optional(),
    metadata: z.unknown().optional(),
    approvers: people.optional().openapi({ description: "default: whoever holds a link" }),
    minApprovals: z
      .union([approvals, z.enum(["any", "all"]), z.record(name, approvals)])
      .optional()
      .openapi({ description: "a number, any, all, or a number for each group" }),
    rejectionsNeeded: z.int().min(1).max(MOST_REJECTIONS).default(1),
    requireVerified: z.boolean().default(false),
    selfApproval: z.boolean().default(false),
    requester: name.optional().openapi({ description: "who asks; default: the key's name" }),
    editable: z.boolean().default(false).openapi({ description: "the approver may change the data" }),
    form: z.record(z.string(), z.unknown()).optional().openapi({ description: "JSON Schema of what to fill in" }),
    timeout: duration.optional().openapi({ description: "seconds, text such as 2 days, or never; default: a day" }),
    remind: z
      .union([z.string(), z.array(z.string()).max(MOST_TIMERS)])
      .optional()
      .openapi({ description: "such as 4h, or 1h before expiry" }),
    escalate: z.array(EscalationRequest).max(MOST_TIMERS).optional(),
    channels: z
      .array(ChannelRequest)
      .max(MOST_CHANNELS)
      .optional()
      .openapi({ description: "default: e-mail to approvers with an address" }),
    callback: url.optional().openapi({ description: "where the outcome is posted" }),
  })
  .openapi("RequestApprovalBody");
export type RequestApprovalBody = z.infer<typeof RequestApprovalBody>;
