import { expect, test } from "vitest";
import { decide, decideByLink, problemOf } from "../support/client.ts";
import { linksIn, withoutQuery } from "../support/links-in.ts";
import { uniqueKey } from "../support/unique.ts";
import { mailText } from "./support/partners.ts";
import { examples, secondsToAnswer, type Stage, walked } from "./support/stage.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";

async function ordered(stage: Stage, orderer = "mara@example.com") {
  const item = uniqueKey("desk");
  const runId = await stage.start("purchase-order", { orderer, supplier: "Ada Ltd", item, amount: 840 });
  return { item, runId, asked: await stage.asked(runId, "sign") };
}

/** The link in the mail to somebody. */
async function linkOf(stage: Stage, item: string, person: string): Promise<string> {
  return withoutQuery(linksIn(mailText(await stage.partners.only(item, `mail to ${person}`)))[0] ?? "");
}

test("one of each group signs by a link of their own, and the order is placed", async () => {
  const stage = examples();
  const { item, runId, asked } = await ordered(stage);
  expect(asked.groups).toMatchObject([
    { name: "purchasing", needed: 1 },
    { name: "finance", needed: 1 },
  ]);
  expect(secondsToAnswer(asked)).toBe(3 * 86_400);
  const ana = await linkOf(stage, item, ANA);
  const bo = await linkOf(stage, item, BO);
  expect((await decide(ana, { approved: true })).status).toBe("pending");
  expect((await decide(bo, { approved: true, feedback: "Within budget" })).status).toBe("approved");

  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["sign", "order"]);
  expect(run).toMatchObject({
    status: "completed",
    output: {
      signatures: [
        { approver: ANA, verified: true },
        { approver: BO, verified: true },
      ],
      order: { supplier: "Ada Ltd", item, amount: 840 },
    },
  });
});

test("a link that many can read signs nothing, and whoever orders signs nothing either", async () => {
  const stage = examples();
  const { asked } = await ordered(stage);
  const link = await stage.client.mintLink(asked.id);
  expect(problemOf(await decideByLink(link, { approved: true, approver: ANA })).code).toBe("not-verified");
  expect(problemOf(await decideByLink(link, { approved: true, approver: "mara@example.com" })).code).toBe(
    "self-approval",
  );
});

test("where the one who orders is all there is of a group, it fails at once instead of waiting for nobody", async () => {
  const stage = examples();
  const runId = await stage.start("purchase-order", { orderer: ANA, supplier: "Ada Ltd", item: "A desk", amount: 1 });
  expect(await stage.ended(runId)).toMatchObject({ status: "failed", error: { code: "min-approvals-unreachable" } });
});
