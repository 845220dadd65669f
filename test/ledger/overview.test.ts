/** What approvals of late add up to. */
import { describe, expect, test } from "vitest";
import type { RecordedAnswer } from "../../src/contract/decision.ts";
import {
  answerTimes,
  awaitedPeople,
  type EndedApproval,
  type OpenApproval,
  quickAnswerers,
} from "../../src/ledger/overview.ts";
import { approvalReport, newApprovalId, TestWorkspace } from "./support.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");

function answer(approver: string, at: number, more: Partial<RecordedAnswer> = {}): RecordedAnswer {
  return { approver, approved: true, timestamp: new Date(at).toISOString(), via: "link", verified: true, ...more };
}

function ended(parts: Partial<EndedApproval>): EndedApproval {
  return {
    approvalId: "hitl_1",
    status: "approved",
    createdAt: NOW,
    decidedAt: NOW + 1_000,
    answers: [],
    openings: [],
    ...parts,
  };
}

describe("times", () => {
  test("are those of what people decided: half, nine of ten, and how many of which length", () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 2_000];
    const approvals = [
      ...minutes.map((length) => ended({ decidedAt: NOW + length * 60_000 })),
      ended({ status: "timeout", decidedAt: NOW + 5 }),
      ended({ status: "cancelled", decidedAt: NOW + 5 }),
      ended({ decidedAt: null }),
    ];
    const { half, nineTenths, counts } = answerTimes(approvals);
    expect([half, nineTenths]).toEqual([5 * 60_000, 9 * 60_000]);
    expect(counts.map(({ count }) => count)).toEqual([1, 8, 0, 0, 0, 1, 0]);
  });

  test("of nothing there are none", () => {
    expect(answerTimes([])).toMatchObject({ half: null, nineTenths: null });
  });
});

test("people are waited for until they, or somebody for them, have answered; whoever waits longest first", () => {
  const open = (approvers: readonly string[], answers: readonly RecordedAnswer[] = []): OpenApproval => ({
    approvalId: `hitl_${approvers.join()}`,
    prompt: "?",
    createdAt: NOW,
    approvers,
    answers,
  });
  const people = awaitedPeople([
    open(
      ["ana@example.com", "bo@example.com", "cy@example.com"],
      [answer("BO@example.com", NOW), answer("deputy@example.com", NOW, { onBehalfOf: "cy@example.com" })],
    ),
    open([]),
    open(["Ana <ana@example.com>"]),
  ]);
  expect(people.map(({ approver, count }) => [approver, count])).toEqual([
    ["ana@example.com", 2],
    [null, 1],
  ]);
});

describe("an answer is quick", () => {
  test.each([
    ["three seconds after its link was opened", [{ at: NOW, link: "ana@example.com" }], 3_000, {}, false],
    ["before that", [{ at: NOW, link: "ana@example.com" }], 2_999, {}, true],
    ["though somebody else opened theirs long before", [{ at: NOW - 60_000, link: "bo@example.com" }], 900, {}, true],
    ["not where everybody's link was opened long before", [{ at: NOW - 60_000, link: "shared" }], 900, {}, false],
    ["after asking, where nobody opened a link", [], 2_000, { via: "slack" }, true],
    ["never, by a program", [], 10, { via: "api" }, false],
    ["never, by a run", [], 10, { via: "run" }, false],
  ])("%s", (_what, openings, after, more, quick) => {
    const approval = ended({ answers: [answer("ana@example.com", NOW + after, more)], openings });
    expect(quickAnswerers([approval]).length).toBe(quick ? 1 : 0);
  });

  test("and counts among all of that person's", () => {
    const slow = ended({ approvalId: "hitl_slow", answers: [answer("ana@example.com", NOW + 60_000)] });
    const quick = ended({ approvalId: "hitl_quick", answers: [answer("Ana@example.com", NOW + 10)] });
    expect(quickAnswerers([slow, quick])).toEqual([
      { person: "ana@example.com", quick: 1, answers: 2, approvalId: "hitl_quick" },
    ]);
  });
});

describe("a workspace's overview", () => {
  test("is empty where nothing was asked", async () => {
    const overview = await new TestWorkspace().ledger.getOverview(NOW);
    expect(overview).toMatchObject({ isWhole: true, open: { count: 0, awaited: [] }, quick: [] });
  });

  test("is made of what was reported since, and of the trail", async () => {
    const workspace = new TestWorkspace();
    const report = (status: string, createdAt: number, more: object) => {
      const made = approvalReport({ approvalId: newApprovalId(), status, createdAt, approvers: ["ana@example.com"] });
      const approvalJson = JSON.stringify({ ...(JSON.parse(made.approvalJson) as object), ...more });
      return { ...made, approvalJson };
    };
    const decided = { decidedAt: new Date(NOW + 61_000).toISOString() };
    const quick = report("approved", NOW, { ...decided, approvals: [answer("ana@example.com", NOW + 61_000)] });
    const opened = {
      id: "event_1",
      at: NOW + 60_000,
      type: "link.opened",
      actor: "person:ana",
      approvalId: quick.approvalId,
      detail: JSON.stringify({ link: "ana@example.com" }),
    };
    await workspace.ledger.reportApproval({ ...quick, events: [opened] });
    await workspace.ledger.reportApproval(report("rejected", NOW - 10, decided));
    await workspace.ledger.reportApproval(report("timeout", NOW - 100_000, decided));
    await workspace.ledger.reportApproval(report("pending", NOW, {}));
    expect(await workspace.ledger.getOverview(NOW - 1_000)).toMatchObject({
      isWhole: true,
      outcomes: { approved: 1, rejected: 1, timeout: 0, cancelled: 0 },
      times: { half: 61_000, nineTenths: 61_010 },
      open: { count: 1, isWhole: true, awaited: [{ approver: "ana@example.com", count: 1 }] },
      quick: [{ person: "ana@example.com", quick: 1, approvalId: quick.approvalId }],
    });
  });

  test("stays quick with a hundred thousand approvals: the newest count, and say that there are more", async () => {
    const workspace = new TestWorkspace();
    await workspace.ledger.reportApproval(approvalReport({ createdAt: NOW + 1 }));
    await workspace.sql(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO approvals (approval_id, rev, run_id, ensemble, status, created_at, json)
        SELECT 'hitl_' || i, 1, '', 'many', CASE WHEN i % 10 = 0 THEN 'pending' ELSE 'approved' END, ? - i,
          json_object('approvers', json_array('ana@example.com'), 'approvals', json_array(), 'prompt', 'Publish?') FROM n`,
      NOW,
    );
    const before = performance.now();
    const overview = await workspace.ledger.getOverview(0);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(overview).toMatchObject({
      isWhole: false,
      outcomes: { approved: 2_000 },
      open: { isWhole: false, count: 500, awaited: [{ approver: "ana@example.com", count: 500 }] },
    });
  }, 60_000);
});
