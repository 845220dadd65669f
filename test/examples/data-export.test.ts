import { expect, test } from "vitest";
import { examples, walked } from "./support/stage.ts";

const OWNER = "owner@example.com";
const PRIVACY = "privacy@example.com";

test("harmless rows need their owner's yes alone", async () => {
  const stage = examples();
  const rows = [
    { city: "Graz", shops: 3 },
    { city: 'The "Hague"', shops: 1 },
    { city: "=1+1", shops: -2 },
  ];
  const runId = await stage.start("data-export", { purpose: "Yearly report", rows });
  const asked = await stage.asked(runId, "approve-export");
  expect(asked).toMatchObject({
    prompt: "Hand out 3 rows for “Yearly report”?",
    minApprovals: 1,
    data: { columns: ["city", "shops"], row_count: 3, includes_pii: false },
  });
  await stage.answer(asked, { approver: OWNER, approved: true });
  const run = await stage.ended(runId);
  expect(run.output).toEqual({
    status: "approved",
    includes_pii: false,
    csv: 'city,shops\r\nGraz,3\r\n"The ""Hague""",1\r\n\'=1+1,-2',
  });
});

test("where persons are in it, the privacy officer must agree too", async () => {
  const stage = examples();
  const rows = [{ city: "Graz", mail: "ada@example.org" }];
  const runId = await stage.start("data-export", { purpose: "Mailing", rows });
  const asked = await stage.asked(runId, "approve-export");
  expect(asked).toMatchObject({ minApprovals: 2, metadata: { purpose: "Mailing", personal_columns: ["mail"] } });
  expect(await stage.answer(asked, { approver: OWNER, approved: true })).toBe("pending");
  expect(await stage.answer(asked, { approver: PRIVACY, approved: false, reason: "No consent" })).toBe("rejected");

  const run = await stage.ended(runId);
  expect([run.status, run.output]).toEqual(["rejected", { status: "rejected", includes_pii: true }]);
  expect(walked(run).at(-1)).toBe("export (skipped)");
});
