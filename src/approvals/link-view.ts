/** What the holder of a link may see of the approval. */
import type { ForeseenEscalation } from "../contract/foreseen.ts";
import type { LinkView } from "../contract/link-view.ts";
import { type Json, parseJson } from "../kernel/json.ts";
import { recordedAnswer } from "./approval-state.ts";
import { editForm } from "./edit-form.ts";
import { remainingApprovals } from "./policy.ts";
import { allPeople, findSeat, isOfOne, isRequestersOwn } from "./seats.ts";
import type { StoredApproval } from "./store/approval-store.ts";
import type { LinkToken } from "./store/token-store.ts";
import type { Timer } from "./timetable.ts";

/** @param ownLinkFor - to whom a link of their own can be sent */
export function linkView(
  { facts, createdAt, state, people }: StoredApproval,
  token: LinkToken,
  request: { readonly dataJson: string; readonly metadataJson: string } | null,
  ownLinkFor: readonly string[],
): LinkView {
  const recipient = token.approver === null ? null : (findSeat(state, [token.approver])?.person ?? token.approver);
  const known = {
    approvalId: facts.approvalId,
    runId: facts.runId,
    ensemble: facts.ensemble,
    agent: facts.agent,
    prompt: facts.prompt,
    requestedBy: facts.requestedBy,
    recipient,
    createdAt,
    approvals: state.answers.map(recordedAnswer),
    minApprovals: state.minApprovals,
    answered: ownAnswer(state, recipient),
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
    remainingAfterYours: remainingAfter(state, recipient),
    ownLinkFor,
    mayApprove: recipient === null || !isOfRequester(state, recipient),
    foreseen: facts.foreseen ?? null,
    escalations: foreseeEscalations(facts, state, people.timers),
  };
}

/** The timers that will ring while it is open; the requester is never brought in. */
function foreseeEscalations(
  { escalate }: StoredApproval["facts"],
  state: StoredApproval["state"],
  timers: readonly Timer[],
): ForeseenEscalation[] {
  return timers
    .flatMap((timer) => {
      if (timer.kind !== "escalate" || (state.expiresAt !== null && timer.at >= state.expiresAt)) return [];
      const to = escalate[timer.index]?.to.filter((approver) => !isRequestersOwn(state, { approver })) ?? [];
      return to.length === 0 ? [] : [{ at: timer.at, to }];
    })
    .toSorted((one, other) => one.at - other.at);
}

/** Whoever asks may not approve, nor may somebody in their stead. */
function isOfRequester(state: StoredApproval["state"], person: string): boolean {
  const owner = findSeat(state, [person])?.seat.approver ?? person;
  return [person, owner].some((approver) => isRequestersOwn(state, { approver }));
}

/** One answer counts for as many groups as its seat is in. */
function remainingAfter(state: StoredApproval["state"], approver: string | null): number | null {
  if (state.groups.length > 0 && approver === null) return null;
  const owner = approver === null ? null : findSeat(state, [approver])?.seat.approver;
  const yes = { approver: owner ?? approver ?? "", approved: true, at: 0, via: "link", verified: true };
  return remainingApprovals({ ...state, answers: [...state.answers, yes] });
}

/** The answer of the link's owner, whoever of the two who may give it has given it. */
function ownAnswer(state: StoredApproval["state"], approver: string | null) {
  if (approver === null) return null;
  const owner = findSeat(state, [approver])?.seat.approver ?? approver;
  const own = state.answers.find((answer) => isOfOne(state, answer, { approver, onBehalfOf: owner }));
  return own === undefined ? null : recordedAnswer(own);
}
