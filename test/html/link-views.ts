/** Views for the tests of pages: a plausible request, in each state. */
import type { RecordedAnswer } from "../../src/contract/decision.ts";
import type { OpenLink, OverLink } from "../../src/contract/link-view.ts";
import { renderLinkPage, type LinkPageOptions } from "../../src/request-page/link-page.tsx";

export const NOW = Date.UTC(2026, 10, 22, 14, 3);
const HOUR = 3_600_000;

export const ANA: RecordedAnswer = {
  approver: "ana@example.com",
  approved: true,
  timestamp: new Date(NOW - 2 * HOUR).toISOString(),
  feedback: "I checked the figures.",
  via: "link",
  verified: true,
};

export const BEN: RecordedAnswer = {
  approver: "ben@example.com",
  approved: false,
  timestamp: new Date(NOW - 9 * 60_000).toISOString(),
  reason: "The total is wrong.",
  via: "slack",
  verified: false,
};

const FACTS = {
  approvalId: `hitl_${"ab".repeat(32)}`,
  runId: "run_4f1c2d3e4b5a69788796a5b4c3d2e1f0",
  ensemble: "invoice-payment",
  agent: "approve",
  prompt: "Pay this invoice?\nIt is due on Friday.",
  requestedBy: "mara@example.com",
  createdAt: NOW - 3 * HOUR,
};

export function openLink(changes: Partial<OpenLink> = {}): OpenLink {
  return {
    ...FACTS,
    kind: "open",
    data: { supplier: "Nordlicht", total: 12_480.5, firstOrder: true },
    metadata: { costCentre: "Marketing 4100" },
    form: null,
    editable: false,
    recipient: "ben@example.com",
    approvers: ["ana@example.com", "ben@example.com"],
    requireVerified: false,
    verified: true,
    approvals: [ANA],
    minApprovals: 2,
    remaining: 1,
    remainingAfterYours: 0,
    ownLinkFor: [],
    foreseen: null,
    escalations: [],
    mayApprove: true,
    expiresAt: NOW + 23 * HOUR + 600_000,
    answered: null,
    ...changes,
  };
}

export function overLink(changes: Partial<OverLink> = {}): OverLink {
  return {
    ...FACTS,
    kind: "over",
    status: "approved",
    recipient: "ben@example.com",
    approvals: [ANA],
    minApprovals: 1,
    decidedAt: NOW - 9 * 60_000,
    answered: null,
    ...changes,
  };
}

export const ACTION = "/callback/hitl_token";

export function render(options: Pick<LinkPageOptions, "view"> & Partial<LinkPageOptions>): string {
  return renderLinkPage({ action: ACTION, preselect: null, nonce: "n0nce", now: NOW, ...options });
}

/** What a reader sees of a page: text without markup, white space made one. */
export function wordsOf(html: string): string {
  const body = html.slice(html.indexOf("<body>"));
  return decode(body.replaceAll(/<[^>]*>/g, " "))
    .replaceAll(/[ \n]+/g, " ")
    .replaceAll(/ ([.,:)])/g, "$1")
    .replaceAll("( ", "(");
}

export function titleOf(html: string): string {
  return decode(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? "");
}

function decode(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
