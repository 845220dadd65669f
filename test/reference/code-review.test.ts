import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { reference, walked } from "../examples/support/stage.ts";

test("what passes lint and test is reviewed by one of two, and merged by PUT without a body", async () => {
  const stage = reference();
  const repo = `acme/${uniqueKey("app")}`;
  const merged = `PUT /code/repos/${repo}/pulls/7/merge`;
  const runId = await stage.start("code-review", { repo, pr_number: 7, diff: "+one line" });
  const asked = await stage.asked(runId, "review");
  expect(asked).toMatchObject({
    data: { diff: "+one line", lint_results: { passed: true }, test_results: { passed: true } },
    minApprovals: 1,
  });
  await stage.answer(asked, { approver: "lead@example.com", approved: true });

  const run = await stage.ended(runId);
  expect([run.status, walked(run)]).toEqual(["completed", ["lint", "test", "review", "merge"]]);
  expect(await stage.partners.heard(repo, 1)).toEqual([merged]);
  expect((await stage.partners.only(repo, merged)).body).toBe("");
});

test("what is rejected is not merged", async () => {
  const stage = reference();
  const repo = `acme/${uniqueKey("app")}`;
  const runId = await stage.start("code-review", { repo, pr_number: 8, diff: "+one line" });
  await stage.answer(await stage.asked(runId, "review"), { approver: "security@example.com", approved: false });
  const run = await stage.ended(runId);
  expect([run.status, walked(run)]).toEqual(["rejected", ["lint", "test", "review", "merge (skipped)"]]);
  expect(await stage.partners.calls(repo)).toEqual([]);
});

test("what does not pass is neither reviewed nor merged", async () => {
  const stage = reference();
  const repo = `acme/${uniqueKey("app")}`;
  const run = await stage.ended(await stage.start("code-review", { repo, pr_number: 9, diff: "+debugger" }));
  expect([run.status, walked(run)]).toEqual(["completed", ["lint", "test", "review (skipped)", "merge (skipped)"]]);
  expect(run.approvals).toEqual([]);
});
