import { expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { itemsOf } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("what happens is in the lists within a second", async () => {
  const { client } = shared();
  const approver = `${uniqueKey("ana")}@example.com`;
  const { runId, approvalId } = await client.startAndSuspend("committee", {
    key: uniqueKey("lists"),
    approvers: [approver],
    minApprovals: 1,
  });
  const within = 1_000;

  await eventually(
    () => client.listRuns({ ensemble: "committee", status: "suspended", limit: "100" }),
    (runs) => runs.some((run) => run.id === runId),
    { what: "the run is listed", within },
  );
  const mine = await eventually(
    () => client.listApprovals({ approver, status: "pending" }),
    (found) => found.length === 1,
    { what: "the approval is listed", within },
  );
  expect(mine).toMatchObject([{ id: approvalId, runId, ensemble: "committee", agent: "vote" }]);
  expect(await client.listApprovals({ approver, status: "approved" })).toEqual([]);
});

test("lists come newest first, in pages that follow on from each other", async () => {
  const { client } = shared();
  const approver = `${uniqueKey("pages")}@example.com`;
  const made: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    made.unshift(
      (await client.startAndSuspend("committee", { key: uniqueKey("page"), approvers: [approver], minApprovals: 1 }))
        .approvalId,
    );
  }
  await eventually(
    () => client.listApprovals({ approver }),
    (found) => found.length === 3,
    { what: "three approvals are listed" },
  );

  const seen: unknown[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const answer = await client.send(
      `/api/approvals?approver=${encodeURIComponent(approver)}&limit=2${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    seen.push(...itemsOf(answer).map((item) => (item as { id: string }).id));
    cursor = (answer.body as { nextCursor: string | null }).nextCursor;
  }
  expect(seen).toEqual(made);
});

test.each(["limit=0", "limit=101", "limit=x", "status=nonsense"])("a list refuses %s with 400", async (query) => {
  const { client } = shared();
  expect((await client.send(`/api/runs?${query}`)).status).toBe(400);
});

test("the ensembles are listed with what they take and who works in them", async () => {
  const { client } = shared();
  const all = await client.send("/api/ensembles");
  expect(itemsOf(all)).toContainEqual(
    expect.objectContaining({ name: "strict-input", description: "Takes only what fits" }),
  );
  const one = await client.send("/api/ensembles/publish");
  expect(one.body).toMatchObject({ name: "publish", description: "Draft, ask, publish" });
  expect(JSON.stringify(one.body)).toContain("Tells one test's calls from another's");
  for (const agent of ["draft", "approve", "publish"]) expect(one.text).toContain(`"${agent}"`);
});
