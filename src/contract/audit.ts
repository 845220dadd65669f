/** One entry of the audit trail. */
import { z } from "@hono/zod-openapi";

export const AuditEntry = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    type: z
      .string()
      .openapi({ description: "such as run.started, approval.requested, approval.decided, delivery.failed" }),
    actor: z.string(),
    runId: z.string().optional(),
    approvalId: z.string().optional(),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi("AuditEntry");
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditCheck = z
  .union([
    z.object({
      valid: z.literal(true),
      entries: z.int(),
      head: z
        .string()
        .openapi({ description: "hash of the newest entry; keep it elsewhere to notice a trail that was cut off" }),
    }),
    z.object({
      valid: z.literal(false),
      brokenAt: z.int().openapi({ description: "number of the first entry that does not fit" }),
    }),
  ])
  .openapi("AuditCheck");

/** An entry on its way to the ledger. `id` is unique to what happened: a second arrival changes nothing. */
export interface AuditEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly type: string;
  /** As `actorLabel` writes it. */
  readonly actor: string;
  readonly runId?: string;
  readonly approvalId?: string;
  /** JSON object text; never data, secrets or tokens. */
  readonly detail: string;
}
