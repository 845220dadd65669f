import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { answerButton, useBrowser, wordsOn } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { decide } from "../support/client.ts";
import { complaintsOf } from "../support/complaints-of.ts";
import { eventually } from "../support/eventually.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

const ANA = "ana@example.com";
const BEN = "ben@example.com";

/** A link in each state that a visitor can meet, and what the page must say. */
const STATES: readonly State[] = [
  { name: "open", status: 200, says: /Publish “A letter”\?/, answerable: true, link: () => openLink() },
  { name: "answered-by-you", status: 200, says: /you approved/i, answerable: false, link: () => answeredLink() },
  { name: "decided", status: 410, says: /approved/i, answerable: false, link: () => decidedLink() },
  { name: "expired", status: 410, says: /expired/i, answerable: false, link: () => expiredLink() },
  { name: "cancelled", status: 410, says: /withdrawn|cancelled/i, answerable: false, link: () => cancelledLink() },
  { name: "unknown", status: 404, says: /not known/i, answerable: false, link: () => unknownLink() },
  { name: "form", status: 200, says: /How much may it cost\?/, answerable: true, link: () => formLink() },
];

interface State {
  readonly name: string;
  readonly status: number;
  readonly says: RegExp;
  readonly answerable: boolean;
  readonly link: () => Promise<string>;
}

describe.each(STATES.map((state) => [state.name, state] as const))("a link that is %s", (_name, state) => {
  test("shows the truth, fits a small phone without sideways scrolling, and loads nothing foreign", async () => {
    const link = await state.link();
    const page = await newPage({ width: 360 });
    const complaints = complaintsOf(page);
    const response = await page.goto(link);

    expect(response?.status()).toBe(state.status);
    expect(await wordsOn(page)).toMatch(state.says);
    expect(await answerButton(page, "Approve").count()).toBe(state.answerable ? 1 : 0);
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await keepPicture(page, `state-${state.name}-360`);
  });
});

test("an answer that comes too late is told so, and not thanked", async () => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("late"), title: "A letter" });
  const link = await client.mintLink(approvalId);
  // With script, the page would have shown it before.
  const page = await newPage({ script: false });
  await page.goto(link);
  await decide(link, { approved: false, approver: BEN, reason: "I was first" });

  await answerButton(page, "Approve").click();
  await page
    .getByText(/not counted/i)
    .first()
    .waitFor();
  const told = await wordsOn(page);
  expect(told).toMatch(/rejected/i);
  expect(told).not.toMatch(/your approval is recorded/i);
  await keepPicture(page, "too-late");
});

test("a value that does not fit is named, and what was typed is kept", async () => {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend("form-asked", { key: uniqueKey("typed") });
  const page = await newPage();
  await page.goto(await client.mintLink(approvalId));
  const amount = page.locator('[name="values.amount"]');
  expect(await amount.inputValue()).toBe("100");

  await page
    .locator("form")
    .first()
    .evaluate((form) => form.setAttribute("novalidate", ""));
  await amount.fill("5000");
  await page.getByLabel("Comment", { exact: false }).first().fill("Kept?");
  await answerButton(page, "Approve").click();
  await page
    .getByText(/not counted/i)
    .first()
    .waitFor();
  expect(await page.locator('[name="values.amount"]').inputValue()).toBe("5000");
  expect(await page.getByLabel("Comment", { exact: false }).first().inputValue()).toBe("Kept?");
  await keepPicture(page, "value-misfit");

  await page.locator('[name="values.amount"]').fill("300");
  await answerButton(page, "Approve").click();
  await page.getByText("approval is recorded", { exact: false }).first().waitFor();
  expect(await client.waitForEnd(runId)).toMatchObject({ output: { values: { amount: 300 } } });
});

test("nothing in the data runs as script or markup", async () => {
  const { client } = shared();
  const title = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("xss"), title });
  const page = await newPage();
  await page.goto(await client.mintLink(approvalId));
  expect(await page.title()).not.toBe("owned");
  expect(await page.locator("img").count()).toBe(0);
  expect(await wordsOn(page)).toContain("<img src=x");
});

function sidewaysScroll(page: Page): Promise<number> {
  return page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
}

async function openLink(): Promise<string> {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("open"), title: "A letter" });
  return client.mintLink(approvalId);
}

async function answeredLink(): Promise<string> {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("committee", {
    key: uniqueKey("answered"),
    approvers: [ANA, BEN],
  });
  const link = await client.mintLink(approvalId, ANA);
  await decide(link, { approved: true });
  return link;
}

async function decidedLink(): Promise<string> {
  const link = await openLink();
  await decide(link, { approved: true, approver: ANA, feedback: "Fine" });
  return link;
}

async function expiredLink(): Promise<string> {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend("expiring", { key: uniqueKey("expired") });
  const link = await client.mintLink(approvalId);
  await client.moveTime(approvalId, "1h");
  await client.waitForEnd(runId);
  return link;
}

async function cancelledLink(): Promise<string> {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("cancelled") });
  const link = await client.mintLink(approvalId);
  await client.cancelRun(runId);
  await eventually(
    () => client.getApproval(approvalId),
    ({ status }) => status === "cancelled",
    { what: "the approval is cancelled" },
  );
  return link;
}

async function formLink(): Promise<string> {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("form-asked", { key: uniqueKey("form") });
  return client.mintLink(approvalId);
}

function unknownLink(): Promise<string> {
  return Promise.resolve(`${shared().url}/callback/hitl_${"ab".repeat(32)}_0a1b2c3d-0000-4000-8000-0123456789ab`);
}
