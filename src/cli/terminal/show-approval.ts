/** An approval in words. */
import type { Approval, RecordedAnswer } from "../../client/create-client.ts";
import { type FormField, formFields } from "../../html/form/form-field.ts";
import type { Json } from "../../kernel/json.ts";
import { shownTime } from "./print.ts";
import { terminalJson, terminalLine, terminalText } from "./terminal-text.ts";

export const APPROVAL_HEAD = ["ID", "STATUS", "ASKED", "FROM", "QUESTION"];

export function approvalRow({ id, status, createdAt, ensemble, prompt }: Approval): readonly string[] {
  return [id, status, shownTime(createdAt), ensemble, prompt];
}

export function showApproval(approval: Approval): string {
  const { id, status, ensemble, agent, runId, prompt, data, metadata, approvers, approvals, requestedBy } = approval;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["id", id],
    ["status", status],
    ["asked by", requestedBy],
    ["of", agent === null ? ensemble : `${agent} of ${ensemble}`],
    ["run", runId],
    ["approvers", approvers.length === 0 ? "whoever holds a link" : approvers.join(", ")],
    ["asked", shownTime(approval.createdAt)],
    [status === "pending" ? "ends" : "ended", endOf(approval)],
    ["to fill in", status === "pending" ? formOf(approval) : undefined],
  ];
  return [
    terminalText(prompt),
    "",
    ...facts.flatMap(([name, value]) => (value === null || value === undefined ? [] : factLine(name, value))),
    ...(data === null ? [] : ["", terminalJson(data)]),
    ...(metadata === null || metadata === undefined ? [] : ["", "besides:", terminalJson(metadata)]),
    ...(approvals.length === 0 ? [] : ["", ...approvals.map(answerLine)]),
  ].join("\n");
}

/** `approved by ana@example.com: Looks good`. */
export function answerLine({ approver, onBehalfOf, approved, feedback, reason }: RecordedAnswer): string {
  const who = onBehalfOf === undefined ? approver : `${approver} for ${onBehalfOf}`;
  const words = [reason, feedback].filter((text) => text !== undefined && text !== "").join("; ");
  return terminalLine(`${approved ? "approved" : "rejected"} by ${who}${words === "" ? "" : `: ${words}`}`);
}

/** What `approve --values` takes: `amount (number), tone (plain | formal), note (text, optional)`. */
function formOf({ form }: Approval): string | undefined {
  const fields = formFields((form ?? null) as Json).map(
    (field) => `${field.name} (${kindOf(field)}${field.required ? "" : ", optional"})`,
  );
  return fields.length === 0 ? undefined : fields.join(", ");
}

function kindOf(field: FormField): string {
  switch (field.kind) {
    case "choice":
    case "ticks":
      return field.choices.map(({ text }) => text).join(" | ");
    case "text":
      return field.input;
    case "boolean":
      return "true | false";
    case "number":
    case "lines":
    case "json":
      return field.kind;
    default:
      return field satisfies never;
  }
}

function endOf({ status, decidedAt, expiresAt }: Approval): string | undefined {
  const end = status === "pending" ? expiresAt : decidedAt;
  return end === undefined ? undefined : shownTime(end);
}

function factLine(name: string, value: string): string {
  return `${name.padEnd(10)} ${terminalLine(value)}`;
}
