import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { examples, walked } from "./support/stage.ts";

const BRAND = "brand@example.com";
const LEGAL = "legal@example.com";

test("both must agree, then every channel is launched", async () => {
  const stage = examples();
  const product = uniqueKey("kettle");
  const channels = ["newsletter", "website", "posters"];
  const runId = await stage.start("campaign", { product, channels });
  const asked = await stage.asked(runId, "approve-campaign");
  expect(asked).toMatchObject({
    prompt: `Launch the campaign for ${product} on 3 channels?`,
    minApprovals: 2,
    data: { headline: product },
  });
  expect((await stage.partners.heard(product, 2)).toSorted()).toEqual([`mail to ${BRAND}`, `mail to ${LEGAL}`]);

  expect(await stage.answer(asked, { approver: LEGAL, approved: true })).toBe("pending");
  expect(await stage.answer(asked, { approver: BRAND, approved: true })).toBe("approved");
  const run = await stage.ended(runId);
  expect(run).toMatchObject({ status: "completed", output: { status: "approved", answers: 2 } });
  expect((run.output as { launched: unknown }).launched).toEqual(
    channels.map((channel, index) => ({
      channel,
      sent: `${product}: made to be used. Seen in our ${channel}.`,
      reference: `${runId}-${index + 1}`,
    })),
  );
  expect(walked(run)).toEqual(expect.arrayContaining(["launch[0]", "launch[1]", "launch[2]", "launch"]));
});

test("one rejection ends it, whatever the other said", async () => {
  const stage = examples();
  const runId = await stage.start("campaign", { product: uniqueKey("kettle") });
  const asked = await stage.asked(runId, "approve-campaign");
  await stage.answer(asked, { approver: BRAND, approved: true });
  expect(await stage.answer(asked, { approver: LEGAL, approved: false, reason: "The name is taken" })).toBe("rejected");
  const run = await stage.ended(runId);
  expect([run.status, run.output]).toEqual(["rejected", { status: "rejected", answers: 2 }]);
  expect(walked(run)).toEqual(["write-campaign", "approve-campaign", "launch (skipped)"]);
});
