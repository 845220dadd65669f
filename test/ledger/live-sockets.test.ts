/** Sockets of open pages: told that something has changed, never what; kept while the object is out of memory. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { LiveTopic } from "../../src/contract/live.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { watch } from "../../src/ledger/watch.ts";
import { approvalReport, bindings, newApprovalId, runReport, TestWorkspace } from "./support.ts";

const SOON = { timeout: 3_000, interval: 10 };

/** A page that watches. */
class Page {
  readonly told: unknown[] = [];
  closed: number | null = null;
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => this.told.push(data === "pong" ? data : JSON.parse(String(data))));
    socket.addEventListener("close", ({ code }) => {
      this.closed = code;
    });
    socket.accept();
  }

  static async open(workspace: TestWorkspace, topic: LiveTopic): Promise<Page> {
    const { webSocket } = await watch(bindings.LEDGER, workspace.name, topic);
    if (webSocket === null) throw new Error("no socket");
    return new Page(webSocket);
  }
}

test("each page is told of what it shows and of nothing else, through an eviction too", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  const runId = await workspace.suspendedRun(approvalId);
  const otherId = await workspace.startRun();
  const run = await Page.open(workspace, { kind: "run", id: runId });
  const other = await Page.open(workspace, { kind: "run", id: otherId });
  const approval = await Page.open(workspace, { kind: "approval", id: approvalId });
  const list = await Page.open(workspace, { kind: "list" });
  await workspace.evict();

  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 2, status: "approved" }));
  await expect.poll(() => approval.told, SOON).toEqual([{ changed: "approval", id: approvalId }]);
  await expect.poll(() => run.told, SOON).toEqual([{ changed: "run", id: runId }]);
  await expect.poll(() => list.told, SOON).toEqual([{ changed: "list" }]);
  await workspace.evict();
  await workspace.ledger.reportRun(runReport(runId, { seq: 9, status: "completed" }));
  await expect.poll(() => run.told.length, SOON).toBe(2);
  expect(approval.told).toHaveLength(1);
  expect(other.told).toEqual([]);
});

test("a sign of life is answered while the object sleeps; anything else ends the socket", async () => {
  const workspace = new TestWorkspace();
  const page = await Page.open(workspace, { kind: "list" });
  await workspace.evict();
  page.socket.send("ping");
  await expect.poll(() => page.told, SOON).toEqual(["pong"]);
  page.socket.send("who is there?");
  await expect.poll(() => page.closed, SOON).toBe(1008);
});

test("what the workspace does not know cannot be watched", async () => {
  const [ours, theirs] = [new TestWorkspace(), new TestWorkspace()];
  const id = await ours.startRun();
  await expect(Page.open(theirs, { kind: "run", id })).rejects.toMatchObject({ code: "not-found" });
  const answer = await theirs.stub.fetch("https://ledger/elsewhere");
  expect(answer.status).toBe(404);
});

test("an approval that the ledger has not heard of is watched by whoever its owner let in", async () => {
  const [workspace, approvalId] = [new TestWorkspace(), newApprovalId()];
  const page = await Page.open(workspace, { kind: "approval", id: approvalId });
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId: null, rev: 1 }));
  await expect.poll(() => page.told.length).toBe(1);
});

test("a socket that is an hour old is not told any more: its page asks anew who may watch", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  const page = await Page.open(workspace, { kind: "run", id: runId });
  await runInDurableObject(workspace.stub, (_ledger: Ledger, state) => {
    for (const socket of state.getWebSockets()) socket.serializeAttachment({ until: Date.now() - 1 });
  });
  await workspace.ledger.reportRun(runReport(runId));
  await expect.poll(() => page.closed, SOON).toBe(1000);
  expect(page.told).toEqual([]);
});

test("one topic has so many sockets at most", async () => {
  const workspace = new TestWorkspace();
  await Promise.all(Array.from({ length: 200 }, () => Page.open(workspace, { kind: "list" })));
  await expect(Page.open(workspace, { kind: "list" })).rejects.toMatchObject({ code: "too-many" });
});
