/** The pages of a workspace in a real browser: from signing in to the end of a run. */
import { expect, test } from "vitest";
import { useBrowser } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { decide } from "../support/client.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

test.each([
  ["desk", { script: true, width: 1200 }],
  ["phone", { script: false, width: 360, dark: true }],
] as const)("on a %s: sign in, find the run, see it wait, see it done, run it again", async (where, visitor) => {
  const { client, url } = shared();
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey(`<b>${where}</b>`) });
  const page = await newPage(visitor);

  await page.goto(`${url}/runs/${runId}`);
  await keepPicture(page, `pages-sign-in-${where}`);
  await page.getByLabel("API key").fill(KEYS.main);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "publish" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/runs/${runId}`);
  expect(await page.getByText("Waiting for people").count()).toBeGreaterThan(0);
  await keepPicture(page, `pages-run-waits-${where}`);

  await decide(await client.mintLink(approvalId), { approved: true });
  await client.waitForEnd(runId);
  await page.goto(`${url}/runs?ensemble=publish`);
  await keepPicture(page, `pages-runs-${where}`);
  await page.locator(`a[href="/runs/${runId}"]`).click();
  await page.getByText("Completed").first().waitFor();
  await keepPicture(page, `pages-run-done-${where}`);
  const isWide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
  expect(isWide).toBe(false);

  await page.getByRole("button", { name: "Run it again" }).click();
  await page.getByText("Repeats").waitFor();
  await page.getByRole("button", { name: "Cancel the run" }).click();
  await page.getByText("Cancelled").first().waitFor();

  await page.getByRole("link", { name: "Trail" }).click();
  await page.getByRole("link", { name: "Check the whole chain" }).click();
  await page.getByText("The chain is whole", { exact: false }).waitFor();
  await keepPicture(page, `pages-trail-${where}`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("API key").waitFor();
});
