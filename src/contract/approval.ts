/** An approval as the API shows it, and as a link's holder sees it. */
import { z } from "@hono/zod-openapi";
import { RecordedAnswer } from "./decision.ts";

export const ApprovalStatus = z.enum(["pending", "approved", "rejected", "timeout", "cancelled"]);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

export const Delivery = z
  .object({
    channel: z.string(),
    to: z.string().openapi({ description: "an address; of a webhook the host only" }),
    status: z.enum(["pending", "delivered", "failed"]),
    attempts: z.int(),
    lastError: z.string().optional(),
  })
  .openapi("Delivery");
export type Delivery = z.infer<typeof Delivery>;

export const Approval = z
  .object({
    id: z.string(),
    runId: z.string(),
    ensemble: z.string(),
    agent: z.string(),
    status: ApprovalStatus,
    prompt: z.string(),
    data: z.unknown().openapi({
      description: "null once everything is delivered after the end; in lists, null with dataOmitted where it is large",
    }),
    dataOmitted: z.boolean().optional(),
    metadata: z.unknown(),
    form: z.unknown().optional(),
    approvers: z.array(z.string()),
    minApprovals: z.int(),
    approvals: z.array(RecordedAnswer),
    requestedBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().optional(),
    decidedAt: z.iso.datetime().optional(),
    reason: z.string().optional(),
    feedback: z.string().optional(),
    values: z.unknown().optional(),
    deliveries: z.array(Delivery),
  })
  .openapi("Approval");
export type Approval = z.infer<typeof Approval>;

/** What `GET /callback/{token}` answers to a program. */
export const Suspension = z
  .object({
    token: z.string(),
    status: z.literal("suspended"),
    metadata: z.object({
      executionId: z.string(),
      runId: z.string(),
      ensemble: z.string(),
      agent: z.string(),
      prompt: z.string(),
      approvalData: z.unknown(),
      context: z.unknown().openapi({ description: "the author's metadata" }),
      approvers: z.array(z.string()),
      minApprovals: z.int(),
      approvals: z.array(RecordedAnswer),
      suspendedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime().nullable(),
      form: z.unknown().nullable(),
    }),
  })
  .openapi("Suspension");
export type Suspension = z.infer<typeof Suspension>;

export const MintedLink = z.object({ url: z.string(), expiresAt: z.iso.datetime().nullable() }).openapi("MintedLink");
