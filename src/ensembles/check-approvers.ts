/** Checks approvers, and how many of them are wanted, as far as the document itself says. */
import { MOST_APPROVALS } from "../contract/approval-limits.ts";
import type { Compilation } from "./compilation.ts";
import { hasExpression } from "./compile-value.ts";
import { isBrokenAddress } from "../kernel/mailbox.ts";
import { GROUP_PREFIX } from "../kernel/people.ts";
import { isNothing, textOf } from "./document-node.ts";
import type { DocumentNode, ListNode, MapEntry, MapNode } from "./document-node.ts";
import { wrongType } from "./literal-options.ts";

export function checkApprovers(compilation: Compilation, entries: readonly MapEntry[]): void {
  const approvers = entries.find(({ key }) => key === "approvers");
  const wanted = entries.find(({ key }) => key === "minApprovals");
  if (approvers !== undefined) checkList(compilation, approvers);
  if (wanted !== undefined && !hasExpression(wanted.value)) checkWanted(compilation, wanted, approvers?.value);
}

/** Of a request whose data may be changed: people would approve different things. */
export function checkOneApproval({ diagnostics }: Compilation, entries: readonly MapEntry[]): void {
  const wanted = entries.find(({ key }) => key === "minApprovals")?.value;
  const approvers = entries.find(({ key }) => key === "approvers")?.value;
  if (wanted === undefined || knownCount(wanted, approvers) <= 1) return;
  diagnostics.error(
    "editable-needs-one",
    wanted.span,
    "`editable` goes with one approval: what one approver changes, the others would not have approved.",
  );
}

/** Approvals wanted as far as the document itself says, at least. */
function knownCount(wanted: DocumentNode, approvers: DocumentNode | undefined): number {
  if (wanted.kind === "map") return wanted.entries.reduce((sum, { value }) => sum + knownCount(value, undefined), 0);
  if (wanted.kind === "scalar" && typeof wanted.value === "number") return wanted.value;
  return textOf(wanted) === "all" && approvers?.kind === "list" ? approvers.items.length : 1;
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

function checkEach(compilation: Compilation, { items }: ListNode): void {
  const { diagnostics } = compilation;
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
    checkAddress(compilation, item);
    const name = item.value.trim().toLowerCase();
    if (seen.has(name))
      diagnostics.error("approver-twice", item.span, `"${item.value}" is named twice; one approver answers once.`);
    seen.add(name);
  }
}

/** Of somebody who is to be asked. */
export function checkAddress({ diagnostics }: Compilation, node: DocumentNode): void {
  const name = textOf(node) ?? "";
  if (hasExpression(node) || !isBrokenAddress(name)) return;
  diagnostics.error("approver-invalid", node.span, `"${name}" is not one mail address.`);
}

function checkWanted(compilation: Compilation, entry: MapEntry, approvers: DocumentNode | undefined): void {
  const { value } = entry;
  if (value.kind === "map") return checkWantedOfGroups(compilation, value, approvers);
  if (isWord(value)) return;
  if (value.kind !== "scalar" || typeof value.value !== "number") return wrongType(compilation, entry, WANTED);
  const wanted = value.value;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_APPROVALS) {
    return compilation.diagnostics.error(
      "number-out-of-range",
      value.span,
      `\`minApprovals\` must be a whole number from 1 to ${MOST_APPROVALS}.`,
    );
  }
  if (approvers?.kind !== "list" || approvers.items.length === 0 || wanted <= approvers.items.length) return;
  if (approvers.items.some((item) => (textOf(item) ?? "").startsWith(GROUP_PREFIX))) return;
  const { length } = approvers.items;
  const are = length === 1 ? "there is 1 approver" : `there are ${length} approvers`;
  compilation.diagnostics.error("min-approvals-too-many", value.span, `${wanted} approvals are wanted, but ${are}.`);
}

const WANTED = "a number, any, all, or a number for each group";

function isWord(node: DocumentNode): boolean {
  const text = textOf(node);
  return text === "any" || text === "all";
}

/** Every group that must approve has to be asked. */
function checkWantedOfGroups(
  compilation: Compilation,
  { entries }: MapNode,
  approvers: DocumentNode | undefined,
): void {
  const asked = approvers?.kind === "list" && !hasExpression(approvers) ? approvers.items.map(textOf) : null;
  for (const entry of entries) {
    const { key, keySpan, value } = entry;
    const wanted = value.kind === "scalar" ? value.value : null;
    const isCount = typeof wanted === "number" && Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST_APPROVALS;
    if (!isCount && !hasExpression(value)) {
      compilation.diagnostics.error(
        "number-out-of-range",
        value.span,
        `The approvals wanted of ${key} must be a whole number from 1 to ${MOST_APPROVALS}.`,
      );
    }
    if (asked === null || asked.includes(`${GROUP_PREFIX}${key}`)) continue;
    compilation.diagnostics.error(
      "group-not-asked",
      keySpan,
      `\`approvers\` does not name ${GROUP_PREFIX}${key}, so nobody could approve for it.`,
    );
  }
}
