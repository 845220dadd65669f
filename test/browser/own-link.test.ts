/** From a link that many can read to an approval that proves who gave it, in a browser. */
import { expect, test } from "vitest";
import { answerButton, useBrowser, wordsOn } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const newPage = useBrowser();

test.each([
  ["on a desk", { script: true, width: 1024 }],
  ["on a phone, without script", { script: false, width: 360 }],
] as const)("%s: a shared link, get your own, hand one over, approve", async (where, visitor) => {
  const { client, slackUrl } = office();
  const key = uniqueKey("own");
  const input = { key, approvers: [ANA, BO], slackUrl };
  const { runId, approvalId } = await client.startAndSuspend("proved-people", input);
  const picture = where.slice(0, 8).trim().replace(/\W+/g, "-");

  const page = await newPage(visitor);
  await page.goto(await client.mintLink(approvalId));
  expect(await wordsOn(page)).toContain("Get your own link");
  expect(await answerButton(page, "Approve").count()).toBe(0);
  await keepPicture(page, `own-link-${picture}`);
  await page.getByLabel("Your name", { exact: false }).first().selectOption(ANA);
  await page.getByRole("button", { name: "Send my link" }).click();
  await page.getByText("Your link is on its way").waitFor();
  await keepPicture(page, `own-link-sent-${picture}`);
  const own = await office().linkTo(ANA, key, 2);
  expect(await page.content()).not.toContain(own.slice(-36));
  const isWide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
  expect(isWide).toBe(false);

  await page.goto(await office().linkTo(BO, key));
  await page.getByText("Hand it over to somebody else").click();
  await page.locator("[name=to]").fill("cy@example.com");
  await page.getByRole("button", { name: "Hand over" }).click();
  await page.getByText("Handed over").waitFor();
  await keepPicture(page, `own-link-handed-over-${picture}`);
  expect((await client.getApproval(approvalId)).delegates).toEqual([{ approver: BO, delegate: "cy@example.com" }]);

  await page.goto(own);
  await page.getByText("Hand it over to somebody else").waitFor();
  await keepPicture(page, `own-link-personal-${picture}`);
  await answerButton(page, "Approve").click();
  await page.getByText("approval is recorded", { exact: false }).first().waitFor();
  expect((await client.waitForEnd(runId)).output).toMatchObject({ approvals: [{ approver: ANA, verified: true }] });
});
