/** The overview: who may have answered without reading is for admins alone. */
import { expect, test } from "vitest";
import type { Visitor } from "../../src/access/visitor.ts";
import { renderOverview } from "../../src/pages/overview/overview-page.tsx";

const overview = {
  since: 0,
  isWhole: true,
  outcomes: { approved: 3, rejected: 0, timeout: 0, cancelled: 0 },
  times: { half: 60_000, nineTenths: 90_000, counts: [] },
  open: { count: 0, isWhole: true, awaited: [] },
  quick: [{ person: "quick@example.com", quick: 3, answers: 3, approvalId: "hitl_0" }],
};

test.each([
  [["audit", "admin"], true],
  [["audit"], false],
] as const)("with the scopes %j, fast answers are shown: %j", (scopes, isShown) => {
  const holder: Visitor = { name: "ci", person: null, workspace: "main", scopes, signedInBy: "key" };
  const html = renderOverview({ nonce: "n0nce", holder, overview, days: 30, now: 0 });
  expect(html).toContain("How they ended");
  expect(html.includes("Answered without reading?")).toBe(isShown);
  expect(html.includes("quick@example.com")).toBe(isShown);
});
