/** The buttons of a message about an open approval: links to the page, or buttons that decide. */
import { actionUrl } from "../action-url.ts";
import type { ApprovalNotice, NotificationSettings } from "../notice.ts";
import type { DecisionButton, SlackButton, SlackDecision, UrlButton } from "./block-kit.ts";

/** Links, whose page decides: all that an incoming webhook can have. */
export function linkButtons(url: string): readonly SlackButton[] {
  return [
    { ...urlButton("open-approve", "Approve", actionUrl(url, "approve")), style: "primary" },
    { ...urlButton("open-reject", "Reject", actionUrl(url, "reject")), style: "danger" },
  ];
}

/** Buttons that decide, where what Slack sends back can be verified. */
export function botButtons(notice: ApprovalNotice, settings: NotificationSettings): readonly SlackButton[] {
  if (settings.slackSigningSecret === undefined) return linkButtons(notice.url);
  const approve = notice.editable
    ? urlButton("edit", "Review and edit", actionUrl(notice.url, "approve"))
    : decisionButton("approve", "Approve", notice.approvalId);
  return [
    { ...approve, style: "primary" },
    { ...decisionButton("reject", "Reject", notice.approvalId), style: "danger" },
    urlButton("open", "Open the request", notice.url),
  ];
}

export function urlButton(actionId: string, label: string, url: string): UrlButton {
  return { type: "button", action_id: actionId, text: { type: "plain_text", text: label, emoji: true }, url };
}

function decisionButton(action: SlackDecision, label: string, value: string): DecisionButton {
  return { type: "button", action_id: action, text: { type: "plain_text", text: label, emoji: true }, value };
}
