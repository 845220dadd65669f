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
