/** Problem documents as OpenAPI describes them. */
import { z } from "@hono/zod-openapi";

export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi("Problem");

/** Of `approval-over` alone: `status` says how the approval ended. */
export const ApprovalOverDocument = ProblemDocument.omit({ status: true, errors: true })
  .extend({ status: z.enum(["approved", "rejected", "timeout", "cancelled"]), decidedAt: z.iso.datetime() })
  .openapi("ApprovalOver");
