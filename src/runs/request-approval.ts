/** A program asks people without a run: checked, opened once, and answered with the approval. */
import type { KeyHolder } from "../access/api-key.ts";
import { approvalOfRequest } from "../approvals/approval-stub.ts";
import { unknownApproval } from "../approvals/require-done.ts";
import { waitForEnd } from "../approvals/wait-for-end.ts";
import type { Config } from "../config.ts";
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { Approval } from "../contract/approval.ts";
import type { Wake } from "../contract/approvals-binding.ts";
import type { RequestApprovalBody } from "../contract/request-approval.ts";
import { CountersignError } from "../kernel/errors.ts";
import type { LedgerPort } from "../ledger/port.ts";
import { canMail } from "../notifications/can-mail.ts";
import { type Asker, prepareRequest } from "./prepare-request.ts";

/** A request may have 1 MiB as JSON: room for the rest beside data and metadata. */
export const MAX_REQUEST_BYTES = 1024 * 1024;

export interface RequestContext {
  readonly holder: KeyHolder;
  readonly settings: Pick<Config, "publicUrl" | "notifications" | "approverGroups">;
  /** The origin on which it was asked for. */
  readonly origin: string;
  readonly approvals: DurableObjectNamespace;
  /** Of the workspace. */
  readonly ledger: Pick<LedgerPort, "getApproval">;
}

export interface RequestManner {
  readonly idempotencyKey: string | undefined;
  /** How long to wait for the end; 0: not at all. */
  readonly waitSeconds: number;
  /** The Workflow that is woken by the outcome, in place of a callback. */
  readonly wake?: Wake;
}

export interface Requested {
  /** `known`: asked for before, under the same Idempotency-Key. */
  readonly kind: "opened" | "known";
  readonly approval: Approval;
}

export async function requestApproval(
  { holder, settings, origin, approvals, ledger }: RequestContext,
  body: RequestApprovalBody,
  { idempotencyKey, waitSeconds, wake }: RequestManner,
): Promise<Requested> {
  const { workspace } = holder;
  const request = requireRequest(body, {
    workspace,
    keyName: holder.name,
    baseUrl: settings.publicUrl ?? origin,
    addresses: [origin, ...(settings.publicUrl === undefined ? [] : [settings.publicUrl])],
    emailConfigured: canMail(settings.notifications),
    approverGroups: settings.approverGroups,
    isNamed: idempotencyKey !== undefined,
    ...(wake === undefined ? {} : { wake }),
  });
  const owner = approvalOfRequest(approvals, { workspace, idempotencyKey });
  const answer = await owner().ask(request);
  if (answer.kind === "conflict") {
    throw new CountersignError("idempotency-conflict", "The Idempotency-Key was used before with another request.");
  }
  if (answer.kind === "erased") return { kind: "known", approval: await remembered(ledger, answer.approvalId) };
  if (waitSeconds === 0) return answer;
  const settled = await waitForEnd(owner, { workspace, seconds: waitSeconds });
  return settled === null ? answer : { ...answer, approval: settled };
}

async function remembered(ledger: RequestContext["ledger"], approvalId: string): Promise<Approval> {
  const approval = await ledger.getApproval(approvalId);
  if (approval === null) throw unknownApproval("not-found");
  return approval;
}

function requireRequest(body: RequestApprovalBody, asker: Asker): ApprovalRequest {
  const prepared = prepareRequest(body, asker);
  if (prepared.ok) return prepared.request;
  throw new CountersignError("request-invalid", "This cannot be put to people; errors[] names what is wrong.", {
    errors: prepared.errors,
  });
}
