/** Compiles a hitl agent that answers another approval: `action: resume`, `approve` or `reject`. */
import { inputEntryOf } from "./agent-input.ts";
import type { AgentDraft } from "./agent-parts.ts";
import type { Compilation } from "./compilation.ts";
import { compileValue, hasExpression } from "./compile-value.ts";
import { filledEntryOf } from "./document-node.ts";
import type { MapEntry, MapNode, Span } from "./document-node.ts";
import { checkKeys, mapOption, wrongType } from "./literal-options.ts";
import type { AnswerAgent } from "./plan.ts";

export const APPROVAL_IDENTIFIERS = ["approvalId", "executionId", "token"] as const;
export const ANSWER_KEYS = [...APPROVAL_IDENTIFIERS, "approved", "approver", "feedback", "reason"] as const;

export function compileAnswer(
  compilation: Compilation,
  { agent, parts, place }: AgentDraft,
  action: AnswerAgent["action"],
): AnswerAgent {
  checkConfig(compilation, agent.node, action);
  const entry = inputEntryOf(compilation, agent.node);
  if (entry?.value.kind === "map") checkInputs(compilation, entry.value, action, entry.keySpan);
  else if (entry === undefined) reportMissing(compilation, agent.span, action);
  else wrongType(compilation, entry, "a mapping");
  return {
    kind: "answer",
    ...parts,
    action,
    input: entry === undefined ? { k: "const", v: {} } : compileValue(compilation, entry.value, place),
  };
}

function checkConfig(compilation: Compilation, node: MapNode, action: string): void {
  for (const { key, keySpan } of mapOption(compilation, node, "config")?.entries ?? []) {
    if (key === "action") continue;
    compilation.diagnostics.error(
      "option-not-here",
      keySpan,
      `\`${key}\` means nothing with \`action: ${action}\`, which asks nobody.`,
    );
  }
}

function checkInputs(compilation: Compilation, inputs: MapNode, action: AnswerAgent["action"], span: Span): void {
  checkKeys(compilation, inputs, ANSWER_KEYS, `\`action: ${action}\``);
  const [first, second] = APPROVAL_IDENTIFIERS.flatMap((key) => filledEntryOf(inputs, key) ?? []);
  if (first === undefined) reportMissing(compilation, span, action);
  if (second !== undefined)
    compilation.diagnostics.error(
      "set-twice",
      second.keySpan,
      `\`${first?.key ?? ""}\` already says which approval is meant; keep one.`,
    );
  const approved = filledEntryOf(inputs, "approved");
  if (approved !== undefined && !hasExpression(approved.value)) checkApproved(compilation, approved, action);
  if (approved === undefined && action === "resume") {
    compilation.diagnostics.error(
      "input-missing",
      span,
      "`action: resume` needs the input `approved`: true approves, false rejects.",
    );
  }
}

function checkApproved(compilation: Compilation, entry: MapEntry, action: AnswerAgent["action"]): void {
  const { value } = entry;
  if (value.kind !== "scalar" || typeof value.value !== "boolean")
    return wrongType(compilation, entry, "true or false");
  if (action === "resume" || value.value === (action === "approve")) return;
  compilation.diagnostics.error(
    "set-twice",
    value.span,
    `\`approved: ${value.value}\` contradicts \`action: ${action}\`; leave it out.`,
  );
}

function reportMissing({ diagnostics }: Compilation, span: Span, action: string): void {
  diagnostics.error(
    "input-missing",
    span,
    `\`action: ${action}\` needs an input that says which approval: approvalId, executionId or token.`,
  );
}
