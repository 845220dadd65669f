/** An approval as the API shows it, and as a link's holder sees it. */
import { z } from "@hono/zod-openapi";
import { RecordedAnswer } from "./decision.ts";

export const ApprovalStatus = z.enum(["pending", "approved", "rejected", "timeout", "cancelled"]);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

export const Delivery = z
  .object({
    channel: z.string(),
    occasion: z
      .enum(["asked", "reminder", "escalation", "handover", "own-link", "outcome"])
      .openapi({ description: "why they are told" }),
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
    runId: z.string().nullable().openapi({ description: "null where a program asks without a run" }),
    ensemble: z.string().openapi({ description: "without a run, the title of the request" }),
    agent: z.string().nullable().openapi({ description: "null without a run" }),
    status: ApprovalStatus,
    prompt: z.string(),
    data: z.unknown().openapi({
      description: "null once everything is delivered after the end; in lists, null with dataOmitted where it is large",
    }),
    dataOmitted: z.boolean().optional(),
    metadata: z.unknown(),
    form: z.unknown().optional(),
    editable: z.boolean().optional().openapi({ description: "true where the approver may change the data" }),
    approvers: z.array(z.string()),
    delegates: z
      .array(z.object({ approver: z.string(), delegate: z.string() }))
      .optional()
      .openapi({ description: "who may answer in an approver's stead" }),
    alsoKnownAs: z
      .array(z.object({ approver: z.string(), names: z.array(z.string()) }))
      .optional()
      .openapi({ description: "further names of approvers, as the chat that asked them has them" }),
    missingApprovers: z
      .int()
      .optional()
      .openapi({ description: "how many people more it takes than are asked, since two names were one person's" }),
    groups: z
      .array(z.object({ name: z.string(), needed: z.int(), approvers: z.array(z.string()) }))
      .optional()
      .openapi({ description: "where groups must approve: how many of each, and who is in it" }),
    minApprovals: z.int(),
    requireVerified: z.boolean().optional().openapi({ description: "true where only proved approvers may answer" }),
    approvals: z.array(RecordedAnswer),
    requestedBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().optional(),
    decidedAt: z.iso.datetime().optional(),
    reason: z.string().optional(),
    feedback: z.string().optional(),
    values: z.unknown().optional(),
    receipt: z.string().optional().openapi({ description: "a JWS that proves the end; there a moment after it" }),
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
      runId: z.string().nullable(),
      ensemble: z.string(),
      agent: z.string().nullable(),
      prompt: z.string(),
      approvalData: z.unknown(),
      context: z.unknown().openapi({ description: "the author's metadata" }),
      approvers: z.array(z.string()),
      minApprovals: z.int(),
      approvals: z.array(RecordedAnswer),
      suspendedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime().nullable(),
      form: z.unknown().nullable(),
      ownLinkFor: z
        .array(z.string())
        .openapi({ description: "approvers whom `POST {link}/own-link` can send a link of their own" }),
      editable: z.boolean().openapi({ description: "whether `values` may change the data, by the fields of `form`" }),
    }),
  })
  .openapi("Suspension");
export type Suspension = z.infer<typeof Suspension>;

export const MintedLink = z.object({ url: z.string(), expiresAt: z.iso.datetime().nullable() }).openapi("MintedLink");
