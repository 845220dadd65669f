/** The inbox in a real browser: by hand and by keys, at a desk and on a phone without script. */
import { inject, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { accessToken } from "../support/access-server.ts";
import { answerButton, useBrowser } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { expectStatus } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

/** Somebody with an inbox of their own: whatever others ask, these are all that waits for them. */
async function somebodyAsked(times: number): Promise<{ person: string; prompts: string[] }> {
  const person = `${uniqueKey("inbox")}@example.com`;
  const prompts = Array.from({ length: times }, (_unused, at) => `Shall we, ${person}, number ${at}?`);
  for (const prompt of prompts) {
    const body = { prompt, approvers: [person], data: { amount: 5 } };
    expectStatus(await shared().client.send("/api/approvals", { method: "POST", body }), 201);
  }
  return { person, prompts };
}

async function signIn(page: Page, person: string): Promise<void> {
  const token = await accessToken(inject("accessServerUrl"), person);
  await page.setExtraHTTPHeaders({ "cf-access-jwt-assertion": token });
}

/** The requests may reach the ledger a moment later. */
async function openInbox(page: Page, count: number): Promise<void> {
  const titleNow = async () => {
    await page.goto(shared().url);
    return page.title();
  };
  await eventually(titleNow, (title) => title.startsWith(`(${count}) Inbox`), { what: `${count} wait` });
}

test.each([
  ["desk", { script: true, width: 1280 }],
  ["phone", { script: false, width: 360, dark: true }],
] as const)("on a %s: choose several, read which, answer them, see what became of them", async (where, visitor) => {
  const { person, prompts } = await somebodyAsked(3);
  const page = await newPage(visitor);
  await signIn(page, person);
  await openInbox(page, 3);
  for (const prompt of prompts.slice(0, 2)) await page.getByLabel(`Choose “${prompt}”`).check();
  await keepPicture(page, `inbox-${where}`);
  await page.getByRole("button", { name: "Approve…" }).click();
  await page.getByRole("heading", { name: "Approve 2 requests?" }).waitFor();
  await keepPicture(page, `inbox-several-${where}`);
  await page.getByLabel("Comment").fill("Both are fine");
  await page.getByRole("button", { name: "Approve all 2" }).click();
  await page.getByText("2 requests answered").waitFor();
  await page.getByRole("link", { name: "Back to the inbox" }).click();
  await openInbox(page, 1);
  await page.getByRole("link", { name: prompts[2] ?? "" }).click();
  await answerButton(page, "Reject").click();
  await page.getByText("Your rejection is recorded").waitFor();
  await keepPicture(page, `inbox-decided-${where}`);
  await page.getByRole("link", { name: "Inbox", exact: true }).click();
  await page.getByRole("link", { name: "Decided" }).click();
  for (const prompt of prompts) await page.getByRole("link", { name: prompt }).waitFor();
  const isWide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
  expect(isWide).toBe(false);
});

test("by keys: go through it, open one, and answer one; nothing is decided by a key", async () => {
  const { person, prompts } = await somebodyAsked(2);
  const [older = "", newer = ""] = prompts;
  const page = await newPage({ width: 1280 });
  await signIn(page, person);
  await openInbox(page, 2);
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("a");
  await page.keyboard.press("Escape");
  for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: newer }).waitFor();
  await page.goBack();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await page.getByRole("heading", { name: "Reject 1 request?" }).waitFor();
  await page.getByText(older).waitFor();
  await openInbox(page, 2);
  await page.getByText("Narrow down").click();
  await page.getByLabel("Contains").fill("jkxar?");
  expect(page.url()).toBe(`${shared().url}/`);
  expect(await page.getByLabel("Contains").inputValue()).toBe("jkxar?");
});

test("a session that ends while somebody types loses nothing", async () => {
  const { client, url } = shared();
  const { approvalId } = await client.startAndSuspend("form-asked", { key: uniqueKey("kept") });
  const page = await newPage({ script: false, width: 360 });
  const enter = async () => {
    await page.getByLabel("API key").fill(KEYS.approvals);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await page.goto(`${url}/approvals/${approvalId}`);
  await enter();
  await page.getByLabel("Amount").fill("120");
  await page.getByLabel("Comment").fill("Two lines:\nthis is the second");
  await page.context().clearCookies();
  await answerButton(page, "Approve").click();
  await page.getByText("what you typed is kept").waitFor();
  await enter();
  await page.getByText("You are signed in again").waitFor();
  expect(await page.getByLabel("Amount").inputValue()).toBe("120");
  expect(await page.getByLabel("Comment").inputValue()).toBe("Two lines:\nthis is the second");
  expect((await client.getApproval(approvalId)).status).toBe("pending");
  await answerButton(page, "Approve").click();
  await page.getByText("Your approval is recorded").waitFor();
  expect((await client.getApproval(approvalId)).values).toEqual({ amount: 120 });
});
