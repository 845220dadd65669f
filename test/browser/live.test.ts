/** Pages that are open tell the truth without being loaded again, and take nothing from whoever is filling them in. */
import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { answerButton, useBrowser } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { decide } from "../support/client.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

/** What happens in one browser shows in another within so many milliseconds. */
const SOON = 1_000;

/** Comes first: this build of Chromium sends the cookies of its first visitor with everybody's sockets. */
test("a signed-in visitor sees the list and a run change, and is told when they are not live", async () => {
  const { client, url } = shared();
  const list = await newPage();
  await list.goto(`${url}/sign-in?next=${encodeURIComponent("/runs?ensemble=publish")}`);
  await list.getByLabel("API key").fill(KEYS.main);
  await watching(list, () => list.getByRole("button", { name: "Sign in" }).click());
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("live-list") });
  const row = list.locator("li", { has: list.locator(`a[href="/runs/${runId}"]`) });
  await row.getByText("Waiting for people").waitFor({ timeout: 3_000 });

  const run = await list.context().newPage();
  await watching(run, () => run.goto(`${url}/runs/${runId}`));
  const loads = countLoads(run);
  await decide(await client.mintLink(approvalId), { approved: true });
  await expect.poll(() => run.title(), { timeout: 3_000 }).toContain("Completed");
  expect(await run.getByRole("status").textContent()).toContain("Completed");
  expect(loads()).toBe(0);
  await row.getByText("Completed").waitFor({ timeout: 3_000 });

  await list.context().clearCookies();
  await client.startAndSuspend("publish", { key: uniqueKey("live-list") });
  await list.getByText("Not live at the moment.").waitFor({ timeout: 3_000 });
});

test("two people look at one request: one decides, and the other sees it at once", async () => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("live-two") });
  const link = await client.mintLink(approvalId);
  const [ana, bo] = [await newPage(), await newPage()];
  await watching(bo, () => bo.goto(link));
  await ana.goto(link);
  const loads = countLoads(bo);

  await answerButton(ana, "Approve").click();
  await expect.poll(() => bo.title(), { timeout: SOON, interval: 10 }).toMatch(/approved/i);
  expect(await answerButton(bo, "Approve").count()).toBe(0);
  expect(loads()).toBe(0);
  // What the page fetches is no opening of the link.
  const openings = (await client.audit({ approval: approvalId })).filter(({ type }) => type.startsWith("link."));
  expect(openings.filter(({ type }) => type !== "link.created")).toHaveLength(1);
});

test("whoever is writing is asked first, and loses no word of it", async () => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("live-typed") });
  const link = await client.mintLink(approvalId);
  const page = await newPage();
  await watching(page, () => page.goto(link));
  const comment = page.locator("textarea").first();
  await comment.fill("Wait <b>until</b> Monday");
  await decide(link, { approved: true });
  await page.getByRole("button", { name: "Show it" }).waitFor({ timeout: 3_000 });
  expect(await comment.inputValue()).toBe("Wait <b>until</b> Monday");
  await keepPicture(page, "live-offer");
  await page.getByRole("button", { name: "Show it" }).click();
  await expect.poll(() => page.title()).toMatch(/approved/i);
  expect(await page.getByText("Wait <b>until</b> Monday").count()).toBe(1);
  await keepPicture(page, "live-typed");
});

/** Opens the page, and waits until its socket is open and its first look is over. */
async function watching(page: Page, open: () => Promise<unknown>): Promise<void> {
  const socket = page.waitForEvent("websocket");
  const look = page.waitForResponse(
    (answer) => answer.request().resourceType() === "fetch" && answer.request().method() === "GET",
  );
  await open();
  await look;
  expect((await socket).isClosed()).toBe(false);
}

/** How often the page is loaded as a whole from now on. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  return () => loads;
}
