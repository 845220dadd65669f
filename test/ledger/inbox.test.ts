/** What inboxes are made of: whom an approval concerns, what it is found by, and how many wait; quick however long the list. */
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { countOpen } from "../../src/ledger/approval-store.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { listApprovals } from "../../src/ledger/list-approvals.ts";
import { foldText } from "../../src/ledger/approval-text.ts";
import { INBOXES, SEARCH } from "../../src/ledger/migrations.ts";
import type { ApprovalReport } from "../../src/ledger/port.ts";
import type { ApprovalQuery } from "../../src/ledger/queries.ts";
import { type ApprovalParts, approvalReport, TestWorkspace } from "./support.ts";

const NOON = 1_795_000_000_000;
const ANA = "ana@x.org";
const BO = "Bo <bo@x.org>";

/** With members of the approval that the report's makers do not know. */
function report(parts: ApprovalParts, members: object = {}): ApprovalReport {
  const made = approvalReport(parts);
  return { ...made, approvalJson: JSON.stringify({ ...(JSON.parse(made.approvalJson) as object), ...members }) };
}

function answer(approver: string, onBehalfOf?: string) {
  return {
    approver,
    approved: true,
    timestamp: new Date(NOON).toISOString(),
    via: "link",
    verified: false,
    onBehalfOf,
  };
}

async function found(workspace: TestWorkspace, query: Partial<ApprovalQuery>): Promise<string[]> {
  const page = await workspace.ledger.listApprovals({ limit: 50, ...query });
  return page.items.map(({ id }) => id);
}

describe("whom it waits for", () => {
  test("those who have not answered, and whoever may answer in their stead", async () => {
    const workspace = new TestWorkspace();
    const parts = { approvers: [ANA, BO] };
    const first = report(parts, { delegates: [{ approver: ANA, delegate: "Dee@x.org" }] });
    await workspace.ledger.reportApproval(first);
    const waits = (person: string) => found(workspace, { concerns: person, statuses: ["pending"] });
    for (const person of [ANA, "bo@x.org", "dee@x.org"]) expect(await waits(person)).toEqual([first.approvalId]);
    expect(await waits("eve@x.org")).toEqual([]);

    const answered = { approvals: [answer("dee@x.org", ANA)], delegates: [{ approver: ANA, delegate: "Dee@x.org" }] };
    await workspace.ledger.reportApproval({ ...report({ ...parts, approvalId: first.approvalId }, answered), rev: 2 });
    expect(await waits(ANA)).toEqual([]);
    expect(await waits("DEE@x.org")).toEqual([]);
    expect(await waits(BO)).toEqual([first.approvalId]);
    expect(await workspace.ledger.countOpenApprovals(ANA)).toBe(0);
    expect(await workspace.ledger.countOpenApprovals("bo@X.org")).toBe(1);
    expect(await workspace.ledger.countOpenApprovals(null)).toBe(1);
  });

  test("once it is over, all who had to do with it have it among what was decided", async () => {
    const workspace = new TestWorkspace();
    const open = report({ approvers: [ANA, BO] });
    await workspace.ledger.reportApproval(open);
    const over = {
      ...report({ approvalId: open.approvalId, approvers: [ANA, BO], status: "approved" }, { approvals: [answer(BO)] }),
      rev: 2,
    };
    await workspace.ledger.reportApproval(over);
    for (const person of [ANA, "bo@x.org"]) {
      expect(await found(workspace, { concerns: person, statuses: ["pending"] })).toEqual([]);
      expect(await found(workspace, { concerns: person, statuses: ["approved", "rejected"] })).toEqual([
        open.approvalId,
      ]);
    }
    expect(await workspace.ledger.countOpenApprovals(null)).toBe(0);
  });

  test("those whom a chat knows by another name, by that name too", async () => {
    const workspace = new TestWorkspace();
    const asked = report({ approvers: ["U0AAAAAA"] }, { alsoKnownAs: [{ approver: "U0AAAAAA", names: [ANA] }] });
    await workspace.ledger.reportApproval(asked);
    expect(await found(workspace, { concerns: ANA, statuses: ["pending"] })).toEqual([asked.approvalId]);
    expect(await workspace.ledger.countOpenApprovals("u0aaaaaa")).toBe(1);
  });

  test("a late report does not bring it back", async () => {
    const workspace = new TestWorkspace();
    const parts = { approvers: [ANA] };
    const over = { ...report({ ...parts, status: "rejected" }), rev: 5 };
    await workspace.ledger.reportApproval(over);
    await workspace.ledger.reportApproval({ ...report({ ...parts, approvalId: over.approvalId }), rev: 4 });
    expect(await workspace.ledger.countOpenApprovals(ANA)).toBe(0);
  });
});

describe("finding", () => {
  test("by any part of what is asked, by whom, or where, in any letters", async () => {
    const workspace = new TestWorkspace();
    const mine = report(
      { ensemble: "payments", approvers: [ANA] },
      { prompt: "Pay INV-2041 to ÄRZTE?", requestedBy: "Dee" },
    );
    const other = report({ ensemble: "releases" }, { prompt: "Deploy 100% of it_now?" });
    for (const one of [mine, other]) await workspace.ledger.reportApproval(one);
    for (const text of ["inv-2041", "ärzte", "DEE", "Payments"])
      expect(await found(workspace, { text })).toEqual([mine.approvalId]);
    expect(await found(workspace, { text: "100%" })).toEqual([other.approvalId]);
    for (const text of ["%", "_"]) expect(await found(workspace, { text }), text).toEqual([other.approvalId]);
    expect(await found(workspace, { text: "inv-2041", concerns: ANA })).toEqual([mine.approvalId]);
    expect(await found(workspace, { text: "inv-2041", ensemble: "releases" })).toEqual([]);
    expect(await found(workspace, { text: "inv-2041", approver: "eve@x.org" })).toEqual([]);
    expect(await found(workspace, { text: "' OR 1=1 --" })).toEqual([]);
  });

  test("by how long ago it was asked, from page to page", async () => {
    const workspace = new TestWorkspace();
    for (let at = 0; at < 9; at += 1) await workspace.ledger.reportApproval(approvalReport({ createdAt: NOON + at }));
    const ages: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await workspace.ledger.listApprovals({
        limit: 2,
        createdBefore: NOON + 5,
        ...(cursor === undefined ? {} : { cursor }),
      });
      ages.push(...page.items.map(({ createdAt }) => Date.parse(createdAt) - NOON));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(ages).toEqual([4, 3, 2, 1, 0]);
  });
});

describe("a long list", () => {
  const MANY = 20_000;

  async function filled(): Promise<TestWorkspace> {
    const workspace = new TestWorkspace();
    await workspace.ledger.reportApproval(
      report({ approvers: [ANA], createdAt: NOON + MANY }, { prompt: "The newest" }),
    );
    await runInDurableObject(workspace.stub, (_ledger: Ledger, { storage }) => {
      const source = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})`;
      const status = "CASE WHEN i % 2 = 0 THEN 'pending' ELSE 'approved' END";
      storage.sql.exec(`INSERT INTO approvals (approval_id, rev, run_id, ensemble, status, created_at, expires_at, json)
        ${source} SELECT 'hitl_' || i, 1, '', 'bulk', ${status}, ${NOON} + i, NULL, (SELECT json FROM approvals LIMIT 1) FROM n`);
      storage.sql.exec(
        `INSERT INTO approval_people ${source} SELECT 'bulk@x.org', ${status}, ${NOON} + i, 'hitl_' || i FROM n`,
      );
      for (const table of ["approval_texts", "approval_search"]) {
        storage.sql.exec(`INSERT INTO ${table} ${source} SELECT 'hitl_' || i, 'pay number ' || i || ' of many' FROM n`);
      }
    });
    return workspace;
  }

  test("costs no more than its page, its scan or its count, and walks an index", async () => {
    const workspace = await filled();
    await runInDurableObject(workspace.stub, (_ledger: Ledger, { storage }) => {
      const rows = (act: (sql: SqlStorage) => unknown): number => {
        const cursors: { readonly rowsRead: number }[] = [];
        const counting = {
          exec: (...parts: Parameters<SqlStorage["exec"]>) => {
            const cursor = storage.sql.exec(...parts);
            cursors.push(cursor);
            return cursor;
          },
        };
        act(counting as unknown as SqlStorage);
        return cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0);
      };
      const list = (query: Partial<ApprovalQuery>) => rows((sql) => listApprovals(sql, { limit: 50, ...query }));
      expect(list({ statuses: ["pending"] })).toBeLessThan(250);
      expect(list({ concerns: "bulk@x.org", statuses: ["pending"] })).toBeLessThan(250);
      expect(list({ statuses: ["pending"], createdBefore: NOON + 100 })).toBeLessThan(250);
      expect(list({ statuses: ["pending"], text: "number 12" })).toBeLessThan(10_000);
      expect(list({ statuses: ["pending"], text: "number 1234 " })).toBeLessThan(250);
      expect(list({ statuses: ["pending"], text: "there is no such" })).toBeLessThan(250);
      expect(rows((sql) => countOpen(sql, null, 1_000))).toBeLessThan(1_100);
      expect(rows((sql) => countOpen(sql, "bulk@x.org", 1_000))).toBeLessThan(1_100);
    });
  });
});

describe("a text that few have is found by its index as it is by walking", () => {
  const TEXTS = [
    'Pay "Dana" 100%',
    "pay_dana",
    "Straße 7 🎉🎉🎉",
    "ＰＡＹ all of them",
    "ab",
    "Pay\u0000Dana",
    "-- Pay* OR NEAR(dana)",
  ];

  test.each([
    "dana",
    '"dana"',
    "pay_",
    "100%",
    "strasse",
    "straße",
    "🎉🎉🎉",
    "🎉",
    "ab",
    "PAY",
    "\u0000dana",
    "pay* or",
    "nothing has this",
  ])("%j", async (text) => {
    const workspace = new TestWorkspace();
    const reports = TEXTS.map((prompt) => report({ approvers: [ANA] }, { prompt }));
    for (const one of reports) await workspace.ledger.reportApproval(one);
    const expected = reports.filter((_one, at) => foldText(TEXTS[at] ?? "").includes(foldText(text)));
    const filters: readonly Partial<ApprovalQuery>[] = [{}, { approver: ANA }, { concerns: ANA }];
    for (const filter of filters) {
      const ids = await found(workspace, { text, ...filter });
      expect(ids.toSorted()).toEqual(expected.map(({ approvalId }) => approvalId).toSorted());
    }
    expect(await found(workspace, { text, approver: "nobody" })).toEqual([]);
    expect(await found(workspace, { text, run: "run_of_another" })).toEqual([]);
  });

  test("and page by page", async () => {
    const workspace = new TestWorkspace();
    const all = Array.from({ length: 5 }, (_unused, at) => report({ createdAt: NOON + at }, { prompt: "Pay Dana?" }));
    for (const one of all) await workspace.ledger.reportApproval(one);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await workspace.ledger.listApprovals({
        text: "dana",
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toEqual(all.map(({ approvalId }) => approvalId).toReversed());
  });
});

test("what an earlier version had recorded is found too", async () => {
  const workspace = new TestWorkspace();
  const old = report({ approvers: [ANA] }, { prompt: "Pay Dana?" });
  await workspace.ledger.reportApproval(old);
  await runInDurableObject(workspace.stub, (_ledger: Ledger, { storage }) => {
    storage.sql.exec("DROP TABLE approval_people");
    storage.sql.exec("DROP TABLE approval_texts");
    storage.sql.exec("DROP TABLE approval_search");
    for (const statement of [...INBOXES, ...SEARCH]) storage.sql.exec(statement);
  });
  expect(await found(workspace, { concerns: ANA, statuses: ["pending"] })).toEqual([old.approvalId]);
  expect(await found(workspace, { text: "DANA" })).toEqual([old.approvalId]);
  expect(await workspace.ledger.countOpenApprovals(ANA)).toBe(1);
});
