/** A key of another workspace, at the doors that tell by themselves: streams, webhooks, models and the command line. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { NewWebhook } from "../../src/contract/webhook.ts";
import { expectStatus, type Suspended } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { followOnce } from "../support/event-reader.ts";
import { McpClient } from "../support/mcp-client.ts";
import { KEYS } from "../support/settings.ts";
import { shared, sharedClient } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { ROOT } from "../support/worker-config.ts";

let ours: Suspended;

beforeAll(async () => {
  ours = await shared().client.startAndSuspend("publish", { key: uniqueKey("ours") });
});

async function untouched(): Promise<void> {
  expect((await shared().client.getRun(ours.runId)).status).toBe("suspended");
  expect(await shared().client.getApproval(ours.approvalId)).toMatchObject({ status: "pending", approvals: [] });
}

test("its stream and its webhook tell of its own runs, and of none of ours", async () => {
  const { client, counting, url } = shared();
  const neighbour = sharedClient("other");
  const path = `/${uniqueKey("neighbours-hook")}`;
  const hook = { url: `${counting.url}${path}` };
  const added = await neighbour.send("/api/webhooks", { method: "POST", body: hook });
  const { id } = NewWebhook.parse(expectStatus(added, 201).body);

  const again = await client.startAndSuspend("publish", { key: uniqueKey("ours-again") });
  const theirs = await neighbour.startAndSuspend("publish", { key: uniqueKey("theirs") });
  expectStatus(await client.cancelRun(again.runId), 200);
  expectStatus(await neighbour.cancelRun(theirs.runId), 200);

  const stream = await followOnce({
    url: `${url}/api/events?lastEventId=evt_0`,
    key: KEYS.other,
    until: (events) => events.some(({ run, type }) => run === theirs.runId && type === "run.cancelled"),
  });
  const posted = await eventually(
    async () => (await counting.requests(path)).map(({ body }) => body),
    (bodies) => bodies.some((body) => body.includes('"run.cancelled"')),
    { what: "the neighbour's webhook is told" },
  );
  for (const told of [JSON.stringify(stream.events), posted.join("\n")]) {
    expect(told).toContain(theirs.runId);
    for (const secret of [ours.runId, ours.approvalId, again.runId, again.approvalId])
      expect(told).not.toContain(secret);
  }
  expectStatus(await neighbour.send(`/api/webhooks/${id}`, { method: "DELETE" }), 200);
});

test("its model finds, watches and asks about nothing of ours", async () => {
  const model = await McpClient.connect({
    url: shared().url,
    key: KEYS.other,
    person: () => ({ action: "accept", content: { decision: "approve" } }),
  });
  const calls = [
    ["get_run", { runId: ours.runId, waitSeconds: 1 }],
    ["get_approval", { approvalId: ours.approvalId, waitSeconds: 1 }],
    ["ask_person", { approvalId: ours.approvalId }],
  ] as const;
  for (const [tool, args] of calls) {
    const { isError, text } = await model.call(tool, args);
    expect([tool, isError, text.includes("not-found")]).toEqual([tool, true, true]);
  }
  expect((await model.call("list_approvals", { limit: 50 })).text).not.toContain(ours.approvalId);
  await model.close();
  await untouched();
});

describe("the command line under it", () => {
  const refused = (words: readonly string[]) => {
    const env = { PATH: process.env["PATH"], COUNTERSIGN_URL: shared().url, COUNTERSIGN_KEY: KEYS.other };
    return spawnSync(process.execPath, [join(ROOT, "bin/countersign.js"), ...words], { env, encoding: "utf8" });
  };

  test.each(["get", "watch", "cancel"])("run %s is refused", async (verb) => {
    const { status, stdout, stderr } = refused(["run", verb, ours.runId]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("not-found");
    await untouched();
  });

  test.each(["show", "approve", "reject"])("approvals %s is refused", async (verb) => {
    const { status, stdout, stderr } = refused(["approvals", verb, ours.approvalId]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("not-found");
    await untouched();
  });

  test("a list has nothing of ours", () => {
    const { status, stdout } = refused(["approvals", "list", "--run", ours.runId, "--json"]);
    expect(status).toBe(0);
    expect(stdout).not.toContain(ours.approvalId);
  });
});
