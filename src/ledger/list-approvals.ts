/** The list of approvals, newest first. */
import { ApprovalStatus, type Approval } from "../contract/approval.ts";
import { personKey } from "../kernel/people.ts";
import { listFewWithText, listKeysAmong } from "./approval-search.ts";
import { countUnindexed, listApprovalKeys, loadApproval, type ApprovalFilter } from "./approval-store.ts";
import { foldText } from "./approval-text.ts";
import { cutPage, EMPTY_PAGE, fillPage, planWalk, TEXT_SCAN } from "./page.ts";
import type { ApprovalQuery, Page } from "./queries.ts";

export function listApprovals(sql: SqlStorage, query: ApprovalQuery): Page<Approval> {
  const filter = filterOf(query);
  const few = filter.text === undefined ? null : listFewWithText(sql, filter.text);
  const walk = planWalk("approvals", query, {
    unindexed: few === null ? countUnindexed(filter) : 0,
    ...(filter.text === undefined ? {} : { scan: TEXT_SCAN }),
    before: query.createdBefore,
  });
  if (walk === null || filter.statuses.length === 0) return EMPTY_PAGE;
  const keys = few === null ? listApprovalKeys(sql, filter, walk) : listKeysAmong(sql, few, filter, walk);
  return fillPage("approvals", cutPage(keys, walk), ({ id }) => loadApproval(sql, id));
}

function filterOf({ run, approver, concerns, ensemble, status, statuses, text }: ApprovalQuery): ApprovalFilter {
  const wanted = statuses ?? (status === undefined ? ApprovalStatus.options : [status]);
  return {
    ...(run === undefined ? {} : { run }),
    ...(approver === undefined ? {} : { approver: personKey(approver) }),
    ...(ensemble === undefined ? {} : { ensemble }),
    ...(concerns === undefined ? {} : { person: personKey(concerns) }),
    ...(text === undefined ? {} : { text: foldText(text) }),
    statuses: ApprovalStatus.options.filter((known) => wanted.includes(known)),
  };
}
