/** States of pages that no test brings about by itself: nothing set up, a broken trail, a great many people. */
import type { Visitor } from "../../src/access/visitor.ts";
import { renderEnsembles } from "../../src/pages/ensembles/ensembles-page.tsx";
import { renderOverview } from "../../src/pages/overview/overview-page.tsx";
import { renderFirstRun, renderSignIn } from "../../src/pages/sign-in-page.tsx";
import { renderTrail } from "../../src/pages/trail-page.tsx";
import type { DrawnState } from "./draw-page.ts";

const NOW = Date.now();
const HOUR = 3_600_000;
const holder: Visitor = {
  name: "anas-browser",
  person: "ana.berg@example.com",
  workspace: "shown",
  scopes: ["runs", "approvals", "audit", "admin"],
  signedInBy: "key",
};

export const FIRST_RUN: DrawnState = { render: renderFirstRun, status: 503 };

export const UNPROVED: DrawnState = {
  render: (nonce) =>
    renderSignIn({ nonce, next: "/", kept: null, problem: null, doors: { byKey: false, byAccess: true } }),
};

export const NO_ENSEMBLES: DrawnState = { render: (nonce) => renderEnsembles({ nonce, holder, plans: [] }) };

const ENTRIES = ["approval.answered", "approval.requested", "run.started"].map((type, at) => ({
  seq: 43 - at,
  at: new Date(NOW - (at + 1) * HOUR).toISOString(),
  type,
  actor: "person:ana.berg@example.com",
  detail: { approved: true, via: "sign-in" },
}));

export const BROKEN_TRAIL: DrawnState = {
  render: (nonce) =>
    renderTrail({
      nonce,
      holder,
      page: { items: ENTRIES, nextCursor: null },
      filters: {},
      check: { status: "broken", at: 42 },
      now: NOW,
    }),
};

const PEOPLE = Array.from({ length: 40 }, (_, at) => `somebody-with-a-long-name-${at}@a-department.example.com`);

export const CROWDED_OVERVIEW: DrawnState = {
  render: (nonce) =>
    renderOverview({
      nonce,
      holder,
      days: 30,
      now: NOW,
      overview: {
        since: NOW - 720 * HOUR,
        isWhole: false,
        outcomes: { approved: 1_804, rejected: 112, timeout: 61, cancelled: 23 },
        times: {
          half: 95 * 60_000,
          nineTenths: 52 * HOUR,
          counts: [44, 215, 402, 811, 300, 140, 4].map((count, at) => ({ upTo: UP_TO[at] ?? null, count })),
        },
        open: {
          count: 500,
          isWhole: false,
          awaited: PEOPLE.map((approver, at) => ({
            approver,
            count: 40 - at,
            oldest: {
              approvalId: "hitl_0",
              prompt: `Pay the invoice of ${at + 1} December, and tell the printers that the posters may go out?`,
              createdAt: NOW - (60 - at) * HOUR,
              approvers: [approver],
              answers: [],
            },
          })),
        },
        quick: PEOPLE.slice(0, 30).map((person, at) => ({ person, quick: 31 - at, answers: 60, approvalId: "hitl_0" })),
      },
    }),
};

const UP_TO = [60_000, 600_000, HOUR, 4 * HOUR, 24 * HOUR, 168 * HOUR];
