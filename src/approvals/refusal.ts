/** Why the rules do not take an answer; `refused-answer.ts` says it over RPC. */
import type { FieldError } from "../kernel/errors.ts";
import type { End } from "./approval-state.ts";

export type Refusal =
  | { readonly code: "approval-over"; readonly end: End }
  | {
      readonly code: "approver-not-allowed" | "already-answered" | "not-verified" | "self-approval";
      readonly detail: string;
    }
  | { readonly code: "values-invalid"; readonly errors: readonly FieldError[] };

export const NOT_VERIFIED: Refusal = {
  code: "not-verified",
  detail: "This request takes only answers of proved approvers: use the link that was sent to you.",
};

export const SELF_APPROVAL: Refusal = {
  code: "self-approval",
  detail: "Whoever asks for this approval may not give it.",
};

export function notAllowed(detail: string): Refusal {
  return { code: "approver-not-allowed", detail };
}
