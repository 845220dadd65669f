/** One answer, by whichever door it came: judged, written down, and what follows from it set going. */
import { outcomeOf, recordedAnswer } from "./approval-state.ts";
import { actorLabel } from "../contract/actor.ts";
import { actorOf, type Answerer, claimedName, provedNames } from "./answerer.ts";
import { decide, type Recorded } from "./decide.ts";
import { findAnswerer } from "./find-answerer.ts";
import type { Refusal } from "./refusal.ts";
import type { Desk } from "./desk.ts";
import { parseJson } from "../kernel/json.ts";
import { hashOf } from "../receipts/receipt-claims.ts";
import { remainingApprovals } from "./policy.ts";
import type { DecideAnswer, DecideCommand } from "./port.ts";
import { isConcerned, keepKnowing, knowing } from "./recognize.ts";
import { refusedAnswer } from "./refused-answer.ts";
import { insertAnswer, loadProposal, loadRequestData, savePeople } from "./store/approval-store.ts";

/** So many of an approval are put on record: whoever holds a link must not make it grow without end. */
export const REFUSALS_RECORDED = 40;

export function decideApproval(desk: Desk, command: DecideCommand): DecideAnswer {
  const found = desk.settleExpiry();
  return desk.transaction(() => {
    const answerer = found === null ? null : findAnswerer(desk.sql, found, command);
    if (found === null || answerer === null) return { kind: "unknown" };
    const names = provedNames(answerer);
    const stored = knowing(found, names);
    const proposal = loadProposal(desk.sql, stored.facts);
    const decided = decide({ ...stored.state, proposal }, answerer, command.given, desk.now());
    if (found.state.end === null && (decided.kind === "recorded" || isConcerned(found, names)))
      keepKnowing(desk, found, names);
    if (decided.kind === "refused") {
      recordRefusal(desk, answerer, decided.refusal);
      return refusedAnswer(stored.state, decided.refusal);
    }
    const { answer, end } = decided;
    insertAnswer(desk.sql, answer);
    const state = { ...stored.state, answers: [...stored.state.answers, answer] };
    const person = actorOf(answerer, answer.approver, answer.verified);
    recordEdits(desk, actorLabel(person), decided);
    desk.record(actorLabel(person), "approval.answered", {
      approver: answer.approver,
      ...(answer.onBehalfOf === undefined ? {} : { onBehalfOf: answer.onBehalfOf }),
      approved: answer.approved,
      via: answer.via,
      verified: answer.verified,
    });
    if (end !== null) desk.conclude(end, person, "approval.decided");
    return {
      kind: "recorded",
      outcome: end === null ? null : outcomeOf(state, end),
      result: {
        status: end === null ? "pending" : end.status === "approved" ? "approved" : "rejected",
        approvalId: desk.approvalId,
        runId: stored.facts.runId,
        approvals: state.answers.map(recordedAnswer),
        remaining: end === null ? remainingApprovals(state) : 0,
      },
    };
  });
}

function recordEdits(desk: Desk, person: string, { answer, end }: Recorded): void {
  if (answer.edited === undefined || end?.values === undefined) return;
  desk.record(person, "approval.edited", {
    approver: answer.approver,
    paths: [...answer.edited],
    dataHash: hashOf(parseJson(loadRequestData(desk.sql)?.dataJson ?? "null")),
    valuesHash: hashOf(end.values),
  });
}

function recordRefusal(desk: Desk, answerer: Answerer, refusal: Refusal): void {
  const stored = desk.load();
  if (stored === null || stored.people.refusals >= REFUSALS_RECORDED) return;
  savePeople(desk.sql, stored, { ...stored.people, refusals: stored.people.refusals + 1 });
  const person = actorOf(answerer, claimedName(answerer), false);
  desk.recordAside(actorLabel(person), "approval.refused", { why: refusal.code });
}
