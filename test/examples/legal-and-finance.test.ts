import { expect, test } from "vitest";
import { decideByLink } from "../support/client.ts";
import { examples, walked } from "./support/stage.ts";

const contract = { partner: "Ada Ltd", yearly_cost: 12_000, clauses: ["liability", "notice"] };

test("both are asked at once, and the contract is signed when both have agreed", async () => {
  const stage = examples();
  const runId = await stage.start("legal-and-finance", contract);
  const [legal, finance] = await Promise.all([stage.asked(runId, "legal"), stage.asked(runId, "finance")]);
  await stage.client.waitForStatus(runId, "suspended");
  expect(legal.data).toEqual({ partner: "Ada Ltd", clauses: ["liability", "notice"] });
  expect(finance.prompt).toBe("Can we pay Ada Ltd 12000 euros a year?");

  await stage.answer(finance, { approved: true, feedback: "From next year's budget" });
  expect((await stage.client.getApproval(legal.id)).status).toBe("pending");
  expect((await stage.client.getRun(runId)).status).toBe("suspended");
  await stage.answer(legal, { approved: true });

  const run = await stage.ended(runId);
  expect(run).toMatchObject({
    status: "completed",
    output: {
      legal: "approved",
      finance: "approved",
      contract: { partner: "Ada Ltd", remarks: ["From next year's budget"] },
    },
  });
  expect(walked(run)).toEqual(["reviews", "legal", "finance", "sign"]);
});

test("an answer to the one is no answer to the other, and one rejection is enough", async () => {
  const stage = examples();
  const runId = await stage.start("legal-and-finance", contract);
  const [legal, finance] = await Promise.all([stage.asked(runId, "legal"), stage.asked(runId, "finance")]);
  const link = await stage.client.mintLink(legal.id);
  await decideByLink(link, { approved: false, reason: "Liability without end" });
  expect((await decideByLink(link, { approved: true })).status).toBe(410);
  expect((await stage.client.getApproval(finance.id)).status).toBe("pending");
  await stage.answer(finance, { approved: true });

  const run = await stage.ended(runId);
  expect([run.status, run.output]).toEqual(["rejected", { legal: "rejected", finance: "approved" }]);
  expect(walked(run).at(-1)).toBe("sign (skipped)");
});
