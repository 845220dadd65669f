import { expect, test } from "vitest";
import { Run } from "../../src/contract/run.ts";
import { shared, sharedClient } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("the same Idempotency-Key fifty times at once starts one run", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("same");
  const start = () => client.tryStartRun("publish", { input: { key } }, { "idempotency-key": key });

  const answers = await Promise.all(Array.from({ length: 50 }, start));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
  const ids = new Set(answers.map((answer) => Run.parse(answer.body).id));
  expect(ids.size).toBe(1);

  const [runId = ""] = ids;
  await client.waitForStatus(runId, "suspended");
  expect(await counting.count(`/draft/${key}`)).toBe(1);
  expect(Run.parse((await start()).body).id).toBe(runId);
});

test("the same key with another body is refused and starts nothing", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("other-body");
  const headers = { "idempotency-key": key };
  await client.tryStartRun("publish", { input: { key } }, headers);

  const answer = await client.tryStartRun("publish", { input: { key: `${key}-b` } }, headers);
  expect(answer.status).toBe(422);
  expect(await counting.count(`/draft/${key}-b`)).toBe(0);
});

test("the order of the body's fields makes no other body", async () => {
  const { client } = shared();
  const key = uniqueKey("order");
  const headers = { "idempotency-key": key };
  const first = await client.tryStartRun("publish", { input: { key, title: "A" } }, headers);
  const second = await client.tryStartRun("publish", { input: { title: "A", key } }, headers);
  expect(Run.parse(second.body).id).toBe(Run.parse(first.body).id);
});

test("two workspaces may use the same key", async () => {
  const { client } = shared();
  const key = uniqueKey("neighbours");
  const headers = { "idempotency-key": key };
  const ours = await client.tryStartRun("publish", { input: { key } }, headers);
  const theirs = await sharedClient("other").tryStartRun("publish", { input: { key: `${key}-theirs` } }, headers);
  expect(theirs.status).toBe(202);
  expect(Run.parse(theirs.body).id).not.toBe(Run.parse(ours.body).id);
});
