/** Lists: every filter, walked page by page, newest first, at a cost that does not grow with the list. */
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { listApprovals } from "../../src/ledger/list-approvals.ts";
import { listAudit } from "../../src/ledger/list-audit.ts";
import { listRuns } from "../../src/ledger/list-runs.ts";
import type { ApprovalQuery, AuditQuery, Page, RunQuery } from "../../src/ledger/queries.ts";
import { approvalReport, newApprovalId, runReport, step, TestWorkspace } from "./support.ts";

const NOON = 1_795_000_000_000;

describe("runs", () => {
  test("come newest first, each once, also where many began in the same millisecond", async () => {
    const workspace = new TestWorkspace();
    const started: string[] = [];
    for (let at = 0; at < 23; at += 1) started.push(await workspace.startRun({ createdAt: NOON + Math.floor(at / 8) }));
    const walked = await walk((page) => workspace.ledger.listRuns(page), 5);
    expect(walked.map(({ length }) => length)).toEqual([5, 5, 5, 5, 3]);
    const runs = walked.flat();
    expect(new Set(runs.map(({ id }) => id))).toEqual(new Set(started));
    expect(runs.map(({ createdAt }) => createdAt)).toEqual(
      runs
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .toReversed(),
    );
  });

  test("a run started while somebody walks is not on the later pages, and none is doubled or left out", async () => {
    const workspace = new TestWorkspace();
    for (let at = 0; at < 6; at += 1) await workspace.startRun({ createdAt: NOON + at });
    const first = await workspace.ledger.listRuns({ limit: 3 });
    await workspace.startRun({ createdAt: NOON + 100 });
    const second = await workspace.ledger.listRuns({ limit: 3, ...cursor(first) });
    const times = [...first.items, ...second.items].map(({ createdAt }) => Date.parse(createdAt) - NOON);
    expect(times).toEqual([5, 4, 3, 2, 1, 0]);
    expect(second.nextCursor).toBeNull();
  });

  test("are filtered by ensemble, by status and by both", async () => {
    const workspace = new TestWorkspace();
    for (const ensemble of ["a", "b"]) {
      for (const status of ["running", "suspended", "completed", "rejected", "failed"] as const) {
        const runId = await workspace.startRun({ ensemble });
        await workspace.ledger.reportRun(runReport(runId, { status, steps: [step("a", { status: "suspended" })] }));
      }
    }
    const names = async (query: Partial<RunQuery>) =>
      (await workspace.ledger.listRuns({ limit: 50, ...query })).items
        .map(({ ensemble, status }) => `${ensemble} ${status}`)
        .toSorted();
    expect(await names({})).toHaveLength(10);
    expect(await names({ ensemble: "a" })).toEqual([
      "a completed",
      "a failed",
      "a rejected",
      "a running",
      "a suspended",
    ]);
    expect(await names({ status: "failed" })).toEqual(["a failed", "b failed"]);
    expect(await names({ ensemble: "b", status: "suspended" })).toEqual(["b suspended"]);
    expect(await names({ ensemble: "c" })).toEqual([]);
  });

  test("a page that would become too large to send is shorter, and the next one goes on", async () => {
    const workspace = new TestWorkspace();
    const many = Array.from({ length: 4_000 }, (_unused, at) =>
      step(`element[${at}]`, { seq: at, reason: "x".repeat(400) }),
    );
    for (let at = 0; at < 12; at += 1) {
      const runId = await workspace.startRun({ createdAt: NOON + at });
      await workspace.ledger.reportRun(runReport(runId, { steps: many }));
    }
    const walked = await walk((page) => workspace.ledger.listRuns(page), 100);
    expect(walked.length).toBeGreaterThan(1);
    expect(walked.flat().map(({ createdAt }) => Date.parse(createdAt) - NOON)).toEqual([
      11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ]);
  });
});

describe("approvals", () => {
  test("are filtered by each filter and by all together", async () => {
    const workspace = new TestWorkspace();
    for (const runId of ["run_1", "run_2"]) {
      for (const ensemble of ["a", "b"]) {
        for (const status of ["pending", "approved", "timeout"]) {
          const report = {
            approvalId: newApprovalId(),
            runId,
            ensemble,
            status,
            approvers: [`${ensemble}@x.org`, "Boss@x.org"],
          };
          await workspace.ledger.reportApproval(approvalReport(report));
        }
      }
    }
    const names = async (query: Partial<ApprovalQuery>) =>
      (await workspace.ledger.listApprovals({ limit: 50, ...query })).items
        .map((it) => `${it.runId} ${it.ensemble} ${it.status}`)
        .toSorted();
    expect(await names({})).toHaveLength(12);
    expect(await names({ status: "timeout" })).toHaveLength(4);
    expect(await names({ status: "unheard-of" })).toEqual([]);
    expect(await names({ run: "run_1" })).toHaveLength(6);
    expect(await names({ approver: "BOSS@X.ORG" })).toHaveLength(12);
    expect(await names({ approver: "a@x.org", status: "pending" })).toEqual(["run_1 a pending", "run_2 a pending"]);
    expect(await names({ approver: "a@x.org", ensemble: "b" })).toEqual([]);
    expect(await names({ approver: "boss@x.org", ensemble: "b", status: "approved" })).toEqual([
      "run_1 b approved",
      "run_2 b approved",
    ]);
    expect(await names({ run: "run_2", approver: "b@x.org" })).toEqual([
      "run_2 b approved",
      "run_2 b pending",
      "run_2 b timeout",
    ]);
    expect(await names({ run: "run_2", approver: "boss@x.org", ensemble: "a", status: "pending" })).toEqual([
      "run_2 a pending",
    ]);
  });

  test("walk past what other filters leave out, in bounded pages", async () => {
    const workspace = new TestWorkspace();
    const wanted: string[] = [];
    for (let at = 0; at < 2_300; at += 1) {
      const report = approvalReport({
        createdAt: NOON + at,
        ensemble: at % 1_100 === 0 ? "rare" : "common",
        approvers: ["ana"],
      });
      if (at % 1_100 === 0) wanted.unshift(report.approvalId);
      await workspace.ledger.reportApproval(report);
    }
    const walked = await walk(
      (page) => workspace.ledger.listApprovals({ ...page, approver: "ana", ensemble: "rare" }),
      2,
    );
    expect(walked.flat().map(({ id }) => id)).toEqual(wanted);
    expect(walked.length).toBeLessThanOrEqual(4);
  });
});

test("the trail is filtered by run, approval, actor and all together, newest first", async () => {
  const workspace = new TestWorkspace();
  let number = 0;
  for (const runId of ["run_1", "run_2"]) {
    for (const approvalId of ["hitl_1", undefined]) {
      for (const actor of ["key:ci", "person:ana"]) {
        number += 1;
        const event = { id: `e${number}`, at: NOON, type: `t${number}`, actor, runId, detail: "{}" };
        await workspace.ledger.reportApproval(
          approvalReport({ events: [approvalId === undefined ? event : { ...event, approvalId }] }),
        );
      }
    }
  }
  const types = async (query: Partial<AuditQuery>) =>
    (await walk((page) => workspace.ledger.listAudit({ ...page, ...query }), 2)).flat().map(({ type }) => type);
  expect(await types({})).toEqual(["t8", "t7", "t6", "t5", "t4", "t3", "t2", "t1"]);
  expect(await types({ run: "run_1" })).toEqual(["t4", "t3", "t2", "t1"]);
  expect(await types({ approval: "hitl_1" })).toEqual(["t6", "t5", "t2", "t1"]);
  expect(await types({ actor: "person:ana" })).toEqual(["t8", "t6", "t4", "t2"]);
  expect(await types({ approval: "hitl_1", run: "run_2", actor: "key:ci" })).toEqual(["t5"]);
});

test.each(["listRuns", "listApprovals", "listAudit"] as const)(
  "%s answers a cursor it never gave with nothing",
  async (list) => {
    const workspace = new TestWorkspace();
    await workspace.startRun();
    expect(await workspace.ledger[list]({ limit: 5, cursor: "nonsense" })).toEqual({ items: [], nextCursor: null });
  },
);

type ListName = "runs" | "approvals" | "audit";
const QUERIES: readonly (readonly [ListName, object])[] = [
  ...combinations({ ensemble: "publish", status: "running" }).map((query) => ["runs", query] as const),
  ...combinations({ status: "pending", approver: "ana", ensemble: "publish", run: "run_1" }).map(
    (query) => ["approvals", query] as const,
  ),
  ...combinations({ run: "run_1", approval: "hitl_1", actor: "key:ci" }).map((query) => ["audit", query] as const),
];

test.each(QUERIES)("a page of %s by %o is read along an index, without a sort", async (list, query) => {
  const workspace = new TestWorkspace();
  await workspace.startRun();
  const plans = await runInDurableObject(workspace.stub, (_ledger: Ledger, state) => {
    const asked = recordQueries(state.storage.sql, (sql) => readPage(sql, list, query));
    return asked.map(({ text, values }) => explain(state.storage.sql, text, values));
  });
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans) {
    expect(plan).not.toContain("TEMP B-TREE");
    // The trail itself is in the order of its primary key.
    if (list !== "audit" || Object.keys(query).length > 0) expect(plan).not.toMatch(/SCAN/);
  }
});

function readPage(sql: SqlStorage, list: ListName, query: object): Page<unknown> {
  const page = { limit: 20, ...query };
  if (list === "runs") return listRuns(sql, page);
  return list === "approvals" ? listApprovals(sql, page) : listAudit(sql, page);
}

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

function recordQueries(sql: SqlStorage, read: (sql: SqlStorage) => unknown): readonly Asked[] {
  const asked: Asked[] = [];
  const recording = {
    exec: (text: string, ...values: unknown[]) => {
      asked.push({ text, values });
      return sql.exec(text, ...values);
    },
  };
  read(recording as unknown as SqlStorage);
  // The first is the walk; what follows describes single items by their ids, a run's few steps in order.
  return asked.filter(({ text }) => text.includes("LIMIT"));
}

function explain(sql: SqlStorage, text: string, values: readonly unknown[]): string {
  const rows = sql.exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, ...values).toArray();
  return rows.map(({ detail }) => detail).join("\n");
}

async function walk<T>(
  read: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
  limit: number,
): Promise<T[][]> {
  const pages: T[][] = [];
  let page = await read({ limit });
  pages.push([...page.items]);
  while (page.nextCursor !== null) {
    page = await read({ limit, ...cursor(page) });
    pages.push([...page.items]);
  }
  return pages;
}

function cursor(page: Page<unknown>): { cursor?: string } {
  return page.nextCursor === null ? {} : { cursor: page.nextCursor };
}

/** Every choice of these filters. */
function combinations(filters: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(filters).reduce<object[]>(
    (chosen, [name, value]) => [...chosen, ...chosen.map((query) => ({ ...query, [name]: value }))],
    [{}],
  );
}
