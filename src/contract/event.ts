/** What happened, as whoever follows a workspace is told: by a stream, by webhooks. A view of lines of the audit trail. */
import { z } from "@hono/zod-openapi";

const approver = z.string();
const people = z.array(z.string());

/** Small on purpose: who, what and how it ended. Never what people were shown, wrote or filled in. */
const event = <T extends string, D extends z.ZodRawShape>(type: T, data: D) =>
  z.object({
    id: z.string().openapi({ description: "unique, and the same however often it is told; where a stream goes on" }),
    type: z.literal(type),
    at: z.iso.datetime(),
    run: z.string().optional(),
    approval: z.string().optional(),
    ensemble: z.string().openapi({ description: "of a request without a run: its title" }),
    data: z.object({
      by: z.string().openapi({ description: "key:NAME, person:NAME, run:ID or system:countersign" }),
      ...data,
    }),
  });

export const Event = z
  .discriminatedUnion("type", [
    event("run.started", {
      requestedBy: z.string(),
      retryOf: z.string().optional(),
      from: z.string().optional(),
    }),
    event("run.suspended", { approvals: z.array(z.string()) }),
    event("run.resumed", { agent: z.string() }),
    event("run.completed", {}),
    event("run.rejected", {}),
    event("run.failed", { code: z.string().optional(), agent: z.string().optional() }),
    event("run.cancelled", {}),
    event("approval.requested", {
      agent: z.string().optional(),
      approvers: people,
      minApprovals: z.int(),
      expiresAt: z.iso.datetime().nullable(),
    }),
    event("approval.answered", {
      approver,
      onBehalfOf: z.string().optional(),
      approved: z.boolean(),
      via: z.string(),
      verified: z.boolean(),
    }),
    event("approval.edited", { approver, paths: z.array(z.string()) }),
    event("approval.reminded", { people }),
    event("approval.escalated", { to: people, why: z.string() }),
    event("approval.delegated", { approver, from: z.string(), to: z.string(), why: z.string().optional() }),
    event("approval.reassigned", { approver, from: z.string(), to: z.string() }),
    event("approval.uncovered", { approver, why: z.string() }),
    event("approval.extended", { from: z.iso.datetime().nullable(), to: z.iso.datetime() }),
    event("approval.decided", { status: z.enum(["approved", "rejected"]) }),
    event("approval.expired", { status: z.literal("timeout") }),
    event("approval.cancelled", {}),
  ])
  .openapi("Event");
export type Event = z.infer<typeof Event>;
export type EventType = Event["type"];

export const EVENT_TYPES: readonly EventType[] = Event.options.map(({ shape }) => shape.type.value);
