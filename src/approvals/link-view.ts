/** What the holder of a link may see of the approval. */
import type { LinkView } from "../contract/link-view.ts";
import { type Json, parseJson } from "../kernel/json.ts";
import { isSamePerson } from "../kernel/people.ts";
import { answeredFor, recordedAnswer } from "./approval-state.ts";
import { editForm } from "./edit-form.ts";
import { remainingApprovals } from "./policy.ts";
import { allPeople, findSeat } from "./seats.ts";
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
    answered: ownAnswer(state, token),
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
  const data: Json = request === null ? null : parseJson(request.dataJson);
  const editable = facts.editable === true;
  return {
    ...known,
    kind: "open",
    data,
    metadata: request === null ? null : parseJson(request.metadataJson),
    form: state.form ?? (editable ? editForm(data) : null),
    editable,
    approvers: allPeople(state),
    requireVerified: state.requireVerified,
    verified: token.verified,
    expiresAt: state.expiresAt,
    remaining: remainingApprovals(state),
    remainingAfterYours: remainingAfter(state, token),
    mayApprove: state.selfApproval || token.approver === null || !isSamePerson(token.approver, state.requestedBy),
  };
}

/** One answer counts for as many groups as its seat is in. */
function remainingAfter(state: StoredApproval["state"], { approver }: LinkToken): number | null {
  if (state.groups.length > 0 && approver === null) return null;
  const owner = approver === null ? null : findSeat(state.seats, [approver])?.seat.approver;
  const yes = { approver: owner ?? approver ?? "", approved: true, at: 0, via: "link", verified: true };
  return remainingApprovals({ ...state, answers: [...state.answers, yes] });
}

/** The answer of the link's owner, whoever of the two who may give it has given it. */
function ownAnswer({ answers, seats }: StoredApproval["state"], { approver }: LinkToken) {
  if (approver === null) return null;
  const owner = findSeat(seats, [approver])?.seat.approver ?? approver;
  const own = answers.find((answer) => isSamePerson(answeredFor(answer), owner));
  return own === undefined ? null : recordedAnswer(own);
}
