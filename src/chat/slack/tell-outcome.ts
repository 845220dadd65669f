/** How a request ended, as Slack is told it. */
import type { OverLink } from "../../contract/link-view.ts";
import type { OutcomeNotice } from "../../notifications/notice.ts";
import { outcomeContent } from "../../notifications/outcome-content.ts";

/** Such as "Approved by ana@example.com, 2026-11-22 01:04 UTC." */
export function tellOutcome(view: OverLink): string {
  return outcomeContent(outcomeNotice(view)).what;
}

export function outcomeNotice(view: OverLink): OutcomeNotice {
  const {
    kind: _over,
    recipient: _reader,
    createdAt: _since,
    minApprovals: _wanted,
    answered: _own,
    ...outcome
  } = view;
  return { ...outcome, audience: "approver" };
}
