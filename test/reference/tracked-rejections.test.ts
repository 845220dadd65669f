import { beforeAll, expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { reference, walked } from "../examples/support/stage.ts";

interface Kept {
  readonly data: string | null;
  readonly reason: string | null;
  readonly timestamp: string;
}

beforeAll(async () => {
  const stage = reference();
  expect((await stage.ended(await stage.start("rejections-table", {}))).status).toBe("completed");
});

test("a rejection is kept in D1: what was asked as JSON, why not, and when", async () => {
  const stage = reference();
  const change = `'); DROP TABLE rejections; -- ${uniqueKey("change")}`;
  const runId = await stage.start("tracked-rejections", { change });
  const before = Date.now();
  await stage.answer(await stage.asked(runId, "approve"), { approved: false, reason: 'It\'s "too much"' });

  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["approve", "log-rejection"]);
  expect(run.steps[1]?.output).toMatchObject({ changes: 1 });
  const data = JSON.stringify({ change });
  const [kept, ...more] = await keptBy({ data });
  expect(kept).toMatchObject({ data, reason: 'It\'s "too much"', timestamp: expect.stringMatching(/^\d{4}-.*Z$/) });
  expect(Math.abs(Date.parse(kept?.timestamp ?? "") - before)).toBeLessThan(10_000);
  expect(more).toEqual([]);
});

test("what is approved is not kept as a rejection", async () => {
  const stage = reference();
  const change = uniqueKey("fine");
  const runId = await stage.start("tracked-rejections", { change });
  await stage.answer(await stage.asked(runId, "approve"), { approved: true });
  expect(walked(await stage.ended(runId))).toEqual(["approve", "log-rejection (skipped)"]);
  expect(await keptBy({ data: JSON.stringify({ change }) })).toEqual([]);
});

test("an approval without a word leaves NULL where there was no data", async () => {
  const stage = reference();
  const reason = uniqueKey("why");
  const runId = await stage.start("rejections-untold", {});
  await stage.answer(await stage.asked(runId, "approve"), { approved: false, reason });
  expect(await stage.ended(runId)).toMatchObject({ status: "rejected", output: { changes: 1 } });
  expect(await keptBy({ reason })).toMatchObject([{ data: null, reason }]);
});

async function keptBy(wanted: Partial<Kept>): Promise<readonly Kept[]> {
  const stage = reference();
  const { output } = await stage.ended(await stage.start("rejections-kept", wanted));
  return output as readonly Kept[];
}
