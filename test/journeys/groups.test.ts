/** Groups of approvers, as the settings name them. */
import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

test("groups and addresses may be mixed, and each group gives its own number", async () => {
  const { client } = office();
  const key = uniqueKey("groups");
  const { runId, approvalId } = await client.startAndSuspend("asked-people", {
    key,
    approvers: ["group:legal", "group:finance", "cto@example.com"],
    minApprovals: { legal: 1, finance: 2 },
  });
  expect(await client.getApproval(approvalId)).toMatchObject({
    approvers: ["ana@example.com", "lee@example.com", "bo@example.com", "cy@example.com", "cto@example.com"],
    groups: [
      { name: "legal", needed: 1, approvers: ["ana@example.com", "lee@example.com"] },
      { name: "finance", needed: 2, approvers: ["bo@example.com", "cy@example.com"] },
    ],
  });
  const remaining = [];
  for (const person of ["cto", "ana", "lee", "bo"]) {
    remaining.push((await decide(await office().linkTo(`${person}@example.com`, key), { approved: true })).remaining);
  }
  expect(remaining).toEqual([3, 2, 2, 1]);
  expect((await decide(await office().linkTo("cy@example.com", key), { approved: true })).status).toBe("approved");
  expect((await client.waitForEnd(runId)).status).toBe("completed");
});

test("a group that cannot give its number any more ends it", async () => {
  const { client } = office();
  const key = uniqueKey("out-of-reach");
  const { runId } = await client.startAndSuspend("asked-people", {
    key,
    approvers: ["group:legal", "group:finance"],
    minApprovals: { finance: 2 },
  });
  expect((await decide(await office().linkTo("bo@example.com", key), { approved: false })).status).toBe("rejected");
  expect((await client.waitForEnd(runId)).status).toBe("rejected");
});

test.each([
  ["a group that is not in the settings", ["group:nobody"], 1, "group-unknown"],
  ["a number of a group that is not asked", ["group:legal"], { finance: 1 }, "group-not-asked"],
  ["more of a group than it has", ["group:legal"], { legal: 3 }, "min-approvals-unreachable"],
])("%s fails the step with a code, and asks nobody", async (_what, approvers, minApprovals, code) => {
  const { client } = office();
  const key = uniqueKey("wrong");
  const started = await client.startRun("asked-people", { key, approvers, minApprovals });
  expect(await client.waitForEnd(started.id)).toMatchObject({ status: "failed", error: { code }, approvals: [] });
  expect(await office().mailsTo("ana@example.com", key)).toEqual([]);
});
