/** A person's answer, and what an approval came to: the words of contract and output. */
import { z } from "@hono/zod-openapi";
import type { JsonObject } from "../kernel/json.ts";

/** Longest feedback or reason, in characters. */
export const MAX_COMMENT = 10_000;

const comment = z.string().max(MAX_COMMENT);

/** The body of `POST /callback/{token}` and of `POST /api/approvals/{id}/decision`. */
export const DecisionBody = z
  .object({
    approved: z.boolean().openapi({ description: "true approves, false rejects; must be there and be a boolean" }),
    feedback: comment.nullish(),
    reason: comment.nullish(),
    approver: z.string().min(1).max(320).nullish(),
    values: z.record(z.string(), z.unknown()).nullish(),
  })
  .openapi("DecisionBody");

export const RecordedAnswer = z
  .object({
    approver: z.string().openapi({ description: "who answered" }),
    onBehalfOf: z.string().optional().openapi({ description: "whose answer it stands for, where it was handed over" }),
    approved: z.boolean(),
    timestamp: z.iso.datetime(),
    feedback: z.string().optional(),
    reason: z.string().optional(),
    via: z.string().openapi({ description: "link, page, api, run, slack, …: the way by which the answer came" }),
    verified: z.boolean().openapi({ description: "true only where the person was proved" }),
    edited: z
      .array(z.string())
      .optional()
      .openapi({ description: "what of the data the approver changed: paths such as `amount` or `lines.2`" }),
  })
  .openapi("RecordedAnswer");
export type RecordedAnswer = z.infer<typeof RecordedAnswer>;

export type OutcomeStatus = "approved" | "rejected" | "timeout" | "cancelled";

/** The output of a hitl agent. */
export interface Outcome {
  readonly status: OutcomeStatus;
  readonly approved: boolean;
  readonly rejected: boolean;
  readonly timedOut: boolean;
  readonly approvals: readonly RecordedAnswer[];
  readonly reason?: string;
  readonly feedback?: string;
  readonly values?: JsonObject;
  readonly approvalId: string;
  /** A JWS by which anybody can check the outcome. */
  readonly receipt: string;
}

export const DecisionResult = z
  .object({
    status: z.enum(["approved", "rejected", "pending"]),
    approvalId: z.string(),
    runId: z.string().nullable(),
    approvals: z.array(RecordedAnswer),
    remaining: z.int().openapi({ description: "approvals still wanted" }),
  })
  .openapi("DecisionResult");
export type DecisionResult = z.infer<typeof DecisionResult>;
