/** What a message about an open approval is called, by why it is sent. */
import { cutLine } from "./cut-text.ts";
import type { ApprovalNotice, Occasion } from "./notice.ts";

const TITLES: Readonly<Record<Occasion, string>> = {
  asked: "Approval needed",
  reminder: "Reminder: approval needed",
  escalation: "Escalated to you: approval needed",
  handover: "Handed over to you: approval needed",
  "own-link": "Your own link to the approval",
};

const MAX_ENSEMBLE = 300;

/** One line of text; nothing in it is escaped. */
export function noticeTitle({ occasion, ensemble }: Pick<ApprovalNotice, "occasion" | "ensemble">): string {
  return `${TITLES[occasion]}: ${cutLine(ensemble, MAX_ENSEMBLE).text}`;
}
