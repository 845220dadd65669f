/** Events: views of the trail, in its order, each by an id at which whoever follows can go on. */
import { expect, test } from "vitest";
import type { Event } from "../../src/contract/event.ts";
import type { EventPage, EventQuery } from "../../src/ledger/queries.ts";
import { streamEvents } from "../../src/ledger/stream-events.ts";
import { approvalReport, newApprovalId, runReport, step, suspension, TestWorkspace } from "./support.ts";

const SECRET = "the budget is 4 million";

/** A run that asks, is answered, and ends; with what the trail has beside it. */
async function tellStory(workspace: TestWorkspace): Promise<{ runId: string; approvalId: string }> {
  const runId = await workspace.startRun();
  const approvalId = newApprovalId();
  const event = (number: number, type: string, detail: object) => ({
    id: `${approvalId}:${number}`,
    at: Date.now(),
    type,
    actor: "person:ana@example.com",
    runId,
    approvalId,
    detail: JSON.stringify(detail),
  });
  const asked = {
    agent: "approve",
    approvers: ["ana@example.com"],
    minApprovals: 1,
    dataHash: "sha256:1",
    expiresAt: null,
  };
  await workspace.ledger.reportApproval(
    approvalReport({ approvalId, runId, events: [event(1, "approval.requested", asked)] }),
  );
  await workspace.ledger.reportRun(suspension(runId, [approvalId]));
  const answered = { approver: "ana@example.com", approved: true, via: "link", verified: true };
  await workspace.ledger.reportApproval(
    approvalReport({
      approvalId,
      runId,
      rev: 2,
      status: "approved",
      events: [
        event(2, "link.opened", { link: "shared" }),
        event(3, "approval.answered", { ...answered, feedback: SECRET }),
        event(4, "approval.decided", { status: "approved", reason: SECRET }),
      ],
    }),
  );
  const gone = step("approve-0", { operation: "hitl", status: "completed", approvalId });
  await workspace.ledger.reportRun(
    runReport(runId, { seq: 9, status: "completed", steps: [gone], outputJson: `"${SECRET}"` }),
  );
  return { runId, approvalId };
}

const STORY = [
  "run.started",
  "approval.requested",
  "run.suspended",
  "approval.answered",
  "approval.decided",
  "run.resumed",
  "run.completed",
];

async function read(
  workspace: TestWorkspace,
  query: Partial<EventQuery> = {},
): Promise<Extract<EventPage, { status: "read" }>> {
  const page = await workspace.ledger.readEvents({ after: "evt_0", waitMs: 0, ...query });
  if (page.status !== "read") throw new Error(page.status);
  return page;
}

test("a run's events come in the order of the trail, and show neither data nor comments", async () => {
  const workspace = new TestWorkspace();
  const { runId, approvalId } = await tellStory(workspace);
  const { events, isOver } = await read(workspace, { run: runId });
  expect(events.map(({ type }) => type)).toEqual(STORY);
  expect(isOver).toBe(true);
  expect(events[3]).toEqual({
    id: expect.stringMatching(/^evt_\d+_[0-9a-f]{16}$/),
    type: "approval.answered",
    at: expect.any(String),
    run: runId,
    approval: approvalId,
    ensemble: "publish",
    data: {
      by: "person:ana@example.com",
      approver: "ana@example.com",
      approved: true,
      via: "link",
      verified: true,
    },
  });
  const text = JSON.stringify(events);
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain("sha256");
});

test("whoever goes on after any event is told exactly the rest", async () => {
  const workspace = new TestWorkspace();
  await tellStory(workspace);
  const { events, last } = await read(workspace);
  for (const [at, { id }] of events.entries()) {
    expect((await read(workspace, { after: id })).events).toEqual(events.slice(at + 1));
  }
  expect(last).toBe(await workspace.ledger.newestEvent());
  expect(new Set(events.map(({ id }) => id)).size).toBe(STORY.length);
});

test("what a query leaves out moves the place all the same", async () => {
  const workspace = new TestWorkspace();
  await tellStory(workspace);
  const page = await read(workspace, { types: ["approval.decided"] });
  expect(page.events.map(({ type }) => type)).toEqual(["approval.decided"]);
  expect(page.last).toBe(await workspace.ledger.newestEvent());
  expect((await read(workspace, { ensemble: "another" })).events).toEqual([]);
});

test("an id of another workspace, or one made up, is refused", async () => {
  const [ours, theirs] = [new TestWorkspace(), new TestWorkspace()];
  await tellStory(ours);
  await tellStory(theirs);
  const foreign = (await read(theirs)).last;
  for (const after of [foreign, foreign.replace(/_\d+_/, "_999_"), "evt_1", "evt_-1_0123456789abcdef", ""]) {
    expect(await ours.ledger.readEvents({ after, waitMs: 0 }), after).toEqual({ status: "unknown-event" });
  }
  expect(await new TestWorkspace().ledger.readEvents({ after: "evt_0", run: "run_0", waitMs: 0 })).toEqual({
    status: "unknown-run",
  });
});

test("a run's stream is over only when its approvals have told how they ended", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  const runId = await workspace.suspendedRun(approvalId);
  await workspace.ledger.reportRun(runReport(runId, { seq: 2, status: "failed" }));
  expect((await read(workspace, { run: runId })).isOver).toBe(false);
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 2, status: "cancelled" }));
  expect((await read(workspace, { run: runId })).isOver).toBe(true);
});

test("whoever waits hears of what happens next, though the object dies meanwhile", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  const told = collect(workspace, { run: runId });
  await new Promise((resolve) => setTimeout(resolve, 30));
  await workspace.die();
  await workspace.ledger.reportRun(runReport(runId, { seq: 2, status: "completed" }));
  expect((await told).map(({ type }) => type)).toEqual(["run.started", "run.completed"]);
});

/** All events of a stream that ends by itself. */
async function collect(workspace: TestWorkspace, query: Partial<EventQuery>): Promise<Event[]> {
  const stream = streamEvents((after, waitMs) => workspace.ledger.readEvents({ ...query, after, waitMs }), "evt_0");
  const text = await new Response(stream).text();
  return [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "") as Event);
}
