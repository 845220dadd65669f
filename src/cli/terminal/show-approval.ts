/** An approval in words. */
import type { Approval, RecordedAnswer } from "../../client/create-client.ts";
import { shownTime } from "./print.ts";
import { terminalJson, terminalLine, terminalText } from "./terminal-text.ts";

export const APPROVAL_HEAD = ["ID", "STATUS", "ASKED", "FROM", "QUESTION"];

export function approvalRow({ id, status, createdAt, ensemble, prompt }: Approval): readonly string[] {
  return [id, status, shownTime(createdAt), ensemble, prompt];
}

export function showApproval(approval: Approval): string {
  const { id, status, ensemble, agent, runId, prompt, data, approvers, approvals, requestedBy, expiresAt } = approval;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["id", id],
    ["status", status],
    ["asked by", requestedBy],
    ["of", agent === null ? ensemble : `${agent} of ${ensemble}`],
    ["run", runId],
    ["approvers", approvers.length === 0 ? "whoever holds a link" : approvers.join(", ")],
    ["asked", shownTime(approval.createdAt)],
    [status === "pending" ? "ends" : "ended", endOf(approval, expiresAt)],
  ];
  return [
    terminalText(prompt),
    "",
    ...facts.flatMap(([name, value]) => (value === null || value === undefined ? [] : factLine(name, value))),
    ...(data === null ? [] : ["", terminalJson(data)]),
    ...(approvals.length === 0 ? [] : ["", ...approvals.map(answerLine)]),
  ].join("\n");
}

/** `approved by ana@example.com: Looks good`. */
export function answerLine({ approver, onBehalfOf, approved, feedback, reason }: RecordedAnswer): string {
  const who = onBehalfOf === undefined ? approver : `${approver} for ${onBehalfOf}`;
  const words = [reason, feedback].filter((text) => text !== undefined && text !== "").join("; ");
  return terminalLine(`${approved ? "approved" : "rejected"} by ${who}${words === "" ? "" : `: ${words}`}`);
}

function endOf({ status, decidedAt }: Approval, expiresAt: string | undefined): string | undefined {
  const end = status === "pending" ? expiresAt : decidedAt;
  return end === undefined ? undefined : shownTime(end);
}

function factLine(name: string, value: string): string {
  return `${name.padEnd(10)} ${terminalLine(value)}`;
}
