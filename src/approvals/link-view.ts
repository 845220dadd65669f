/** What the holder of a link may see of the approval. */
import type { LinkView } from "../contract/link-view.ts";
import { parseJson } from "../kernel/json.ts";
import { approverKey, recordedAnswer, remainingApprovals } from "./approval-state.ts";
import type { StoredApproval } from "./store/approval-store.ts";
import type { LinkToken } from "./store/token-store.ts";

export function linkView(
  { facts, createdAt, state }: StoredApproval,
  token: LinkToken,
  request: { readonly dataJson: string; readonly metadataJson: string } | null,
): LinkView {
  const known = {
    approvalId: facts.approvalId,
    runId: facts.runId,
    ensemble: facts.ensemble,
    agent: facts.agent,
    prompt: facts.prompt,
    requestedBy: facts.requestedBy,
    recipient: token.approver,
    createdAt,
    approvals: state.answers.map(recordedAnswer),
    minApprovals: state.minApprovals,
    answered: ownAnswer(state.answers, token),
  };
  if (state.end !== null) {
    const { status, at, reason, feedback } = state.end;
    return {
      ...known,
      kind: "over",
      status,
      decidedAt: at,
      ...(reason === undefined ? {} : { reason }),
      ...(feedback === undefined ? {} : { feedback }),
    };
  }
  return {
    ...known,
    kind: "open",
    data: request === null ? null : parseJson(request.dataJson),
    metadata: request === null ? null : parseJson(request.metadataJson),
    form: state.form,
    approvers: state.approvers,
    expiresAt: state.expiresAt,
    remaining: remainingApprovals(state),
  };
}

function ownAnswer(answers: StoredApproval["state"]["answers"], token: LinkToken) {
  const { approver } = token;
  if (approver === null) return null;
  const own = answers.find((answer) => approverKey(answer.approver) === approverKey(approver));
  return own === undefined ? null : recordedAnswer(own);
}
