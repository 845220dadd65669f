/** The list of approvals, newest first. */
import { ApprovalStatus, type Approval } from "../contract/approval.ts";
import { personKey } from "../kernel/people.ts";
import { countUnindexed, listApprovalKeys, loadApproval, type ApprovalFilter } from "./approval-store.ts";
import { cutPage, EMPTY_PAGE, fillPage, planWalk } from "./page.ts";
import type { ApprovalQuery, Page } from "./port.ts";

export function listApprovals(sql: SqlStorage, query: ApprovalQuery): Page<Approval> {
  const filter = filterOf(query);
  const walk = planWalk("approvals", query, { unindexed: countUnindexed(filter) });
  if (walk === null || filter.statuses.length === 0) return EMPTY_PAGE;
  const keys = listApprovalKeys(sql, filter, walk);
  return fillPage("approvals", cutPage(keys, walk), ({ id }) => loadApproval(sql, id));
}

function filterOf({ run, approver, ensemble, status }: ApprovalQuery): ApprovalFilter {
  return {
    ...(run === undefined ? {} : { run }),
    ...(approver === undefined ? {} : { approver: personKey(approver) }),
    ...(ensemble === undefined ? {} : { ensemble }),
    statuses: ApprovalStatus.options.filter((known) => status === undefined || known === status),
  };
}
