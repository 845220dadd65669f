/** Checks approvers, and how many of them are wanted, as far as the document itself says. */
import type { Compilation } from "./compilation.ts";
import { hasExpression } from "./compile-value.ts";
import { isNothing } from "./document-node.ts";
import type { DocumentNode, ListNode, MapEntry } from "./document-node.ts";
import { wrongType } from "./literal-options.ts";

export const MOST_APPROVALS = 1_000;

export function checkApprovers(compilation: Compilation, entries: readonly MapEntry[]): void {
  const approvers = entries.find(({ key }) => key === "approvers");
  const wanted = entries.find(({ key }) => key === "minApprovals");
  if (approvers !== undefined) checkList(compilation, approvers);
  if (wanted !== undefined && !hasExpression(wanted.value)) checkWanted(compilation, wanted, approvers?.value);
}

function checkList(compilation: Compilation, entry: MapEntry): void {
  const { value, keySpan } = entry;
  if (value.kind === "list" && value.items.length > 0) return checkEach(compilation, value);
  if (value.kind === "list" || isNothing(value)) {
    return compilation.diagnostics.error(
      "approvers-empty",
      keySpan,
      "`approvers` is empty, so nobody could answer; name somebody, or leave it out to let whoever holds a link answer.",
    );
  }
  if (!hasExpression(value) || value.kind === "map") wrongType(compilation, entry, "a list of approvers");
}

function checkEach({ diagnostics }: Compilation, { items }: ListNode): void {
  const seen = new Set<string>();
  for (const item of items) {
    if (item.kind === "scalar" && hasExpression(item)) continue;
    if (item.kind !== "scalar" || typeof item.value !== "string" || item.value.trim() === "") {
      diagnostics.error(
        "approver-invalid",
        item.span,
        "An approver is a text that is not empty, such as an e-mail address.",
      );
      continue;
    }
    const name = item.value.trim().toLowerCase();
    if (seen.has(name))
      diagnostics.error("approver-twice", item.span, `"${item.value}" is named twice; one approver answers once.`);
    seen.add(name);
  }
}

function checkWanted(compilation: Compilation, entry: MapEntry, approvers: DocumentNode | undefined): void {
  const { value } = entry;
  if (value.kind !== "scalar" || typeof value.value !== "number") return wrongType(compilation, entry, "a number");
  const wanted = value.value;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_APPROVALS) {
    return compilation.diagnostics.error(
      "number-out-of-range",
      value.span,
      `\`minApprovals\` must be a whole number from 1 to ${MOST_APPROVALS}.`,
    );
  }
  if (approvers?.kind !== "list" || approvers.items.length === 0 || wanted <= approvers.items.length) return;
  const { length } = approvers.items;
  const are = length === 1 ? "there is 1 approver" : `there are ${length} approvers`;
  compilation.diagnostics.error("min-approvals-too-many", value.span, `${wanted} approvals are wanted, but ${are}.`);
}
