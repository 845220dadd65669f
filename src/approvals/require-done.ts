/** Gives what an approval's owner did, or throws its refusal as an error of the catalogue: one translation for every door. */
import type { DecisionResult } from "../contract/decision.ts";
import { isoTime } from "../kernel/clock.ts";
import { CountersignError } from "../kernel/errors.ts";
import type { DecideAnswer, ExtendAnswer, HandoverAnswer, MintAnswer, ResendAnswer } from "./port.ts";

/** What the caller did not find: the link they hold, or the approval they name. */
type UnknownCode = "link-unknown" | "not-found";

type OwnerAnswer = DecideAnswer | MintAnswer | HandoverAnswer | ResendAnswer | ExtendAnswer;
type Done = Extract<OwnerAnswer, { kind: "recorded" | "minted" | "handed-over" | "sent" | "extended" }>;
type Refused = Exclude<OwnerAnswer, Done>;

export function requireRecorded(answer: DecideAnswer, unknown: UnknownCode): DecisionResult {
  if (answer.kind === "recorded") return answer.result;
  throw refusalError(answer, { unknown, without: "this answer changed nothing" });
}

export function requireMinted(answer: MintAnswer): { readonly url: string; readonly expiresAt: string | null } {
  if (answer.kind !== "minted") throw refusalError(answer, { unknown: "not-found", without: "no link was made" });
  return { url: answer.url, expiresAt: answer.expiresAt === null ? null : isoTime(answer.expiresAt) };
}

export function requireHandedOver(
  answer: HandoverAnswer,
  unknown: UnknownCode,
): Extract<HandoverAnswer, { kind: "handed-over" }> {
  if (answer.kind === "handed-over") return answer;
  throw refusalError(answer, { unknown, without: "it was given to nobody else" });
}

/** How many messages are on their way. */
export function requireSent(answer: ResendAnswer, unknown: UnknownCode): number {
  if (answer.kind === "sent") return answer.messages;
  throw refusalError(answer, { unknown, without: "no link was sent" });
}

/** The new end, in epoch milliseconds. */
export function requireExtended(answer: ExtendAnswer): number {
  if (answer.kind === "extended") return answer.expiresAt;
  throw refusalError(answer, { unknown: "not-found", without: "its end was not moved" });
}

export function unknownApproval(code: UnknownCode): CountersignError {
  return new CountersignError(
    code,
    code === "not-found" ? "There is no such approval." : "This link is not known here.",
  );
}

/** @param without - what has not happened, to end the sentence */
export function approvalOver(
  end: { readonly status: string; readonly decidedAt: number },
  without: string,
): CountersignError {
  const settled = SETTLED[end.status] ?? "The request is already settled";
  return new CountersignError("approval-over", `${settled}; ${without}.`, {
    members: { status: end.status, decidedAt: isoTime(end.decidedAt) },
  });
}

interface Wanted {
  readonly unknown: UnknownCode;
  /** What does not happen where the request is over. */
  readonly without: string;
}

function refusalError(answer: Refused, { unknown, without }: Wanted): CountersignError {
  switch (answer.kind) {
    case "unknown":
      return unknownApproval(unknown);
    case "over":
      return approvalOver(answer, without);
    case "not-allowed":
      return new CountersignError("approver-not-allowed", answer.detail);
    case "already-answered":
      return new CountersignError("already-answered", answer.detail);
    case "refused":
      return new CountersignError(answer.code, answer.detail);
    case "values-invalid":
      return new CountersignError("values-invalid", "The answers do not fit the form; errors[] names each field.", {
        errors: answer.errors,
      });
    case "not-reachable":
      return new CountersignError("not-reachable", "No address is known to which a link could be sent.");
    case "too-soon": {
      const retryAfter = Math.ceil(answer.retryAfterMs / 1_000);
      const detail = `A link was sent just now; the next one in ${retryAfter} s.`;
      return new CountersignError("too-soon", detail, { members: { retryAfter } });
    }
    case "too-often":
      return new CountersignError("too-soon", "Links to this request were sent too often; no more are.");
    case "out-of-range":
      return new CountersignError("expiry-invalid", "`expiresAt` must lie from now to 365 days ahead.");
    default:
      return answer satisfies never;
  }
}

const SETTLED: Readonly<Record<string, string>> = {
  approved: "The request was already approved",
  rejected: "The request was already rejected",
  timeout: "The time for an answer is over",
  cancelled: "The request was withdrawn",
};
