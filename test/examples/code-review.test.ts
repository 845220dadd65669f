import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { examples, walked } from "./support/stage.ts";

const DIFF = "+++ b/src/cart.ts\n+export const total = 1;\n+++ b/test/cart.test.ts\n+expect(total).toBe(1);";

test("a change that passes the checks is shown to a reviewer and merged", async () => {
  const stage = examples();
  const repo = `acme/${uniqueKey("shop")}`;
  const path = `/code/repos/${repo}/pulls/12/merge`;
  await stage.partners.apiSays(path, { body: { merged: true, sha: "abc" } });
  const runId = await stage.start("code-review", { repo, pr_number: 12, diff: DIFF });

  const asked = await stage.asked(runId, "review");
  expect(asked).toMatchObject({
    prompt: `Merge #12 into ${repo}?`,
    data: { diff: DIFF, lint: { passed: true }, coverage: { passed: true, tests: ["test/cart.test.ts"] } },
  });
  await stage.answer(asked, { approver: "security@example.com", approved: true });

  const run = await stage.ended(runId);
  expect(run).toMatchObject({ status: "completed", output: { status: "approved", problems: [], merged: true } });
  const merge = await stage.partners.only(repo, `PUT ${path}`);
  expect(merge.json).toEqual({ commit_title: "Merge #12, approved by security@example.com" });
  expect(merge.headers).toMatchObject({ authorization: "Bearer code-host-test-token", "user-agent": "countersign" });
  expect(JSON.stringify(run)).not.toContain("code-host-test-token");
});

test("a rejected change is not merged", async () => {
  const stage = examples();
  const repo = `acme/${uniqueKey("shop")}`;
  const runId = await stage.start("code-review", { repo, pr_number: 13, diff: DIFF });
  await stage.answer(await stage.asked(runId, "review"), { approver: "lead@example.com", approved: false });

  const run = await stage.ended(runId);
  expect(run).toMatchObject({ status: "rejected", output: { status: "rejected", merged: false } });
  expect(await stage.partners.heard(repo, 2)).not.toContain(`PUT /code/repos/${repo}/pulls/13/merge`);
});

test("a change that fails a check bothers nobody", async () => {
  const stage = examples();
  const repo = `acme/${uniqueKey("shop")}`;
  const diff = "+++ b/src/cart.ts\n+console.log(1);";
  const run = await stage.ended(await stage.start("code-review", { repo, pr_number: 14, diff }));

  expect(run).toMatchObject({
    status: "completed",
    output: { status: "not asked", problems: ["a console.log", "no test was changed"], merged: false },
  });
  expect(walked(run).toSorted()).toEqual(["checks", "coverage", "lint", "merge (skipped)", "review (skipped)"]);
  expect(run.approvals).toEqual([]);
  expect(await stage.partners.calls(repo)).toEqual([]);
});
