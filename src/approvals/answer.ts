/** An answer to an approval, given at any door: one translation from what the owner says to what the caller is told. */
import type { DecisionResult } from "../contract/decision.ts";
import type { DecisionBody } from "../contract/decision.ts";
import type { z } from "zod";
import { isoTime } from "../kernel/clock.ts";
import { CountersignError } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { GivenAnswer } from "./decide.ts";
import type { DecideAnswer, ExtendAnswer, HandoverAnswer, MintAnswer, ResendAnswer } from "./port.ts";

export function givenAnswer(body: z.output<typeof DecisionBody>): GivenAnswer {
  return {
    approved: body.approved,
    ...(body.feedback == null || body.feedback === "" ? {} : { feedback: body.feedback }),
    ...(body.reason == null || body.reason === "" ? {} : { reason: body.reason }),
    ...(body.values == null ? {} : { values: body.values as JsonObject }),
  };
}

/** The result, or the refusal as an error of the catalogue. `unknown` names what the caller did not find. */
export function requireRecorded(answer: DecideAnswer, unknown: "link-unknown" | "not-found"): DecisionResult {
  switch (answer.kind) {
    case "recorded":
      return answer.result;
    case "unknown":
      throw unknownApproval(unknown);
    case "over":
      throw approvalOver(answer);
    case "not-allowed":
      throw new CountersignError("approver-not-allowed", answer.detail);
    case "already-answered":
      throw new CountersignError("already-answered", answer.detail);
    case "refused":
      throw new CountersignError(answer.code, answer.detail);
    case "values-invalid":
      throw new CountersignError("values-invalid", "The answers do not fit the form; errors[] names each field.", {
        errors: answer.errors,
      });
    default:
      return answer satisfies never;
  }
}

export function requireMinted(answer: MintAnswer): { readonly url: string; readonly expiresAt: string | null } {
  switch (answer.kind) {
    case "minted":
      return { url: answer.url, expiresAt: answer.expiresAt === null ? null : isoTime(answer.expiresAt) };
    case "unknown":
      throw unknownApproval("not-found");
    case "over":
      throw approvalOver(answer);
    case "not-allowed":
      throw new CountersignError("approver-not-allowed", answer.detail);
    default:
      return answer satisfies never;
  }
}

export function requireHandedOver(
  answer: HandoverAnswer,
  unknown: "link-unknown" | "not-found",
): Extract<HandoverAnswer, { kind: "handed-over" }> {
  switch (answer.kind) {
    case "handed-over":
      return answer;
    case "unknown":
      throw unknownApproval(unknown);
    case "over":
      throw approvalOver(answer);
    case "refused":
      throw new CountersignError(answer.code, answer.detail);
    case "not-allowed":
      throw new CountersignError("approver-not-allowed", answer.detail);
    case "already-answered":
      throw new CountersignError("already-answered", answer.detail);
    case "values-invalid":
      throw new CountersignError("values-invalid", "The answers do not fit the form.", { errors: answer.errors });
    default:
      return answer satisfies never;
  }
}

/** How many messages are on their way. */
export function requireSent(answer: ResendAnswer, unknown: "link-unknown" | "not-found"): number {
  switch (answer.kind) {
    case "sent":
      return answer.messages;
    case "unknown":
      throw unknownApproval(unknown);
    case "over":
      throw approvalOver(answer);
    case "not-allowed":
      throw new CountersignError("approver-not-allowed", answer.detail);
    case "not-reachable":
      throw new CountersignError("not-reachable", "No address is known to which a link could be sent.");
    case "too-soon": {
      const retryAfter = Math.ceil(answer.retryAfterMs / 1_000);
      throw new CountersignError("too-soon", `A link was sent just now; the next one in ${retryAfter} s.`, {
        members: { retryAfter },
      });
    }
    case "too-often":
      throw new CountersignError("too-soon", "Links to this request were sent too often; no more are.");
    default:
      return answer satisfies never;
  }
}

/** The new end, in epoch milliseconds. */
export function requireExtended(answer: ExtendAnswer): number {
  switch (answer.kind) {
    case "extended":
      return answer.expiresAt;
    case "unknown":
      throw unknownApproval("not-found");
    case "over":
      throw approvalOver(answer);
    case "out-of-range":
      throw new CountersignError("expiry-invalid", "`expiresAt` must lie from now to 365 days ahead.");
    default:
      return answer satisfies never;
  }
}

export function unknownApproval(code: "link-unknown" | "not-found"): CountersignError {
  return new CountersignError(
    code,
    code === "not-found" ? "There is no such approval." : "This link is not known here.",
  );
}

export function approvalOver(end: { readonly status: string; readonly decidedAt: number }): CountersignError {
  return new CountersignError("approval-over", SETTLED[end.status] ?? "The request is already settled.", {
    members: { status: end.status, decidedAt: isoTime(end.decidedAt) },
  });
}

const SETTLED: Readonly<Record<string, string>> = {
  approved: "The request was already approved; this answer changed nothing.",
  rejected: "The request was already rejected; this answer changed nothing.",
  timeout: "The time for an answer is over; this answer changed nothing.",
  cancelled: "The request was withdrawn; this answer changed nothing.",
};
