/** The buttons of a message about an open approval: links to the page, or buttons that decide. */
import { actionUrl } from "../action-url.ts";
import type { ApprovalNotice, NotificationSettings } from "../notice.ts";
import { type DecisionButton, type DiscordButton, linkButton } from "./discord-message.ts";

export type DiscordDecision = "approve" | "reject";

/** Links, whose page decides: all that a webhook can have. */
export function linkButtons({ url }: ApprovalNotice): readonly DiscordButton[] {
  return [
    linkButton("Approve", actionUrl(url, "approve")),
    linkButton("Reject", actionUrl(url, "reject")),
    linkButton("See all of it", url),
  ];
}

/** Buttons that decide, where what Discord sends back can be verified. A form is filled in, and a proposal changed, on the page. */
export function botButtons(notice: ApprovalNotice, settings: NotificationSettings): readonly DiscordButton[] {
  if (settings.discordPublicKey === undefined) return linkButtons(notice);
  const { approvalId, url } = notice;
  const approve =
    notice.form === null && !notice.editable
      ? decisionButton("Approve", 3, decisionId("approve", approvalId))
      : linkButton("Approve", actionUrl(url, "approve"));
  return [approve, decisionButton("Reject", 4, decisionId("reject", approvalId)), linkButton("See all of it", url)];
}

/** What a button or dialogue is called; Discord allows 100 characters. */
export function decisionId(decision: DiscordDecision, approvalId: string): string {
  return `${decision}:${approvalId}`;
}

export function parseDecisionId(
  text: string,
): { readonly decision: DiscordDecision; readonly approvalId: string } | null {
  const match = /^(approve|reject):(hitl_[0-9a-f]{64})$/.exec(text);
  if (match?.[2] === undefined) return null;
  return { decision: match[1] === "approve" ? "approve" : "reject", approvalId: match[2] };
}

function decisionButton(label: string, style: DecisionButton["style"], customId: string): DecisionButton {
  return { type: 2, style, label, custom_id: customId };
}
