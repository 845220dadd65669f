/** Opens an approval: the request is frozen, and everybody is told by the outbox. */
import { type Actor, actorLabel } from "../contract/actor.ts";
import type { ApprovalRequest } from "../contract/approval-request.ts";
import { isoTime } from "../kernel/clock.ts";
import { parseJson } from "../kernel/json.ts";
import { includesPerson } from "../kernel/people.ts";
import { hashOf } from "../receipts/receipt-claims.ts";
import type { Seat } from "./approval-state.ts";
import type { Desk } from "./desk.ts";
import type { Opened } from "./port.ts";
import { insertApproval, insertRequestData } from "./store/approval-store.ts";
import { migrate } from "./store/schema.ts";
import { firstTimers } from "./timetable.ts";

/** Idempotent: a second call finds the approval of the first and changes nothing. */
export function openApproval(desk: Desk, request: ApprovalRequest): Opened {
  const { sql, now, approvalId } = desk;
  return desk.transaction(() => {
    const known = desk.load();
    if (known !== null) return { approvalId, createdAt: known.createdAt, expiresAt: known.state.expiresAt };
    migrate(sql);
    const createdAt = now();
    const expiresAt = request.timeoutMs === null ? null : createdAt + request.timeoutMs;
    const { dataJson, metadataJson: _metadata, deliveries, timeoutMs: _timeout, ...facts } = request;
    const dataHash = hashOf(parseJson(dataJson));
    const times = { createdAt, expiresAt };
    const people = {
      seats: seatsOf(request),
      vacant: [],
      aliases: [],
      timers: firstTimers(request, times),
      resent: {},
      unreachable: [],
      uncovered: {},
      openings: [],
      refusals: 0,
    };
    insertApproval(sql, { facts: { ...facts, approvalId, dataHash }, people }, times);
    insertRequestData(sql, request);
    desk.tell(deliveries, "asked");
    desk.record(actorLabel(askerOf(request)), "approval.requested", {
      ...(request.agent === null ? { title: request.ensemble } : { agent: request.agent }),
      approvers: [...request.approvers],
      minApprovals: request.minApprovals,
      ...(request.groups.length === 0
        ? {}
        : { groups: Object.fromEntries(request.groups.map(({ name, needed }) => [name, needed])) }),
      dataHash,
      expiresAt: expiresAt === null ? null : isoTime(expiresAt),
    });
    return { approvalId, createdAt, expiresAt };
  });
}

function askerOf({ runId, standalone, requestedBy }: ApprovalRequest): Actor {
  return runId === null ? { kind: "key", name: standalone?.keyName ?? requestedBy } : { kind: "run", name: runId };
}

function seatsOf({ approvers, groups }: ApprovalRequest): readonly Seat[] {
  return approvers.map((approver) => ({
    approver,
    delegate: null,
    handedOverBy: [],
    groups: groups.filter(({ members }) => includesPerson(members, approver)).map(({ name }) => name),
  }));
}
