/** What a program asks for without a run: opened once, however often it is asked for under the same name. */
import type { ApprovalRequest } from "../contract/approval-request.ts";
import { approvalView } from "./approval-view.ts";
import type { Desk } from "./desk.ts";
import { openApproval } from "./open-approval.ts";
import type { AskAnswer } from "./port.ts";
import { loadRequestData } from "./store/approval-store.ts";
import { loadSpentName, type SpentName } from "./store/name-store.ts";
import { listEffects } from "./store/outbox-store.ts";

const CONFLICT: AskAnswer = { kind: "conflict" };

export function askApproval(desk: Desk, request: ApprovalRequest): AskAnswer {
  return desk.transaction((): AskAnswer => {
    const kind = desk.load() === null ? "opened" : "known";
    const spent = kind === "opened" ? loadSpentName(desk.sql) : null;
    if (spent !== null) return isSpentOn(request, spent) ? { kind: "erased", approvalId: desk.approvalId } : CONFLICT;
    if (kind === "opened") openApproval(desk, request);
    const stored = desk.settledFor(request.workspace);
    const isSame = stored?.facts.standalone?.requestHash === request.standalone?.requestHash;
    if (stored === null || !isSame) return CONFLICT;
    return { kind, approval: approvalView(stored, loadRequestData(desk.sql), listEffects(desk.sql)) };
  });
}

function isSpentOn({ workspace, standalone }: ApprovalRequest, spent: SpentName): boolean {
  return spent.workspace === workspace && spent.requestHash === standalone?.requestHash;
}
