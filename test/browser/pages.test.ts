/** The pages of a workspace in a real browser: from signing in to the end of a run. */
import type { Page } from "playwright-core";
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
  await page.goto(`${url}/runs`);
  await page.getByLabel("Ensemble").fill("publish");
  await page.locator("select[name=status]").selectOption("completed");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/status=completed/);
  await keepPicture(page, `pages-runs-${where}`);
  await page.locator(`a[href="/runs/${runId}"]`).click();
  await page.getByText("Completed").first().waitFor();
  await keepPicture(page, `pages-run-done-${where}`);
  const isWide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
  expect(isWide).toBe(false);

  await page.locator("select[name=from]").selectOption("approve");
  await page.getByRole("button", { name: "Run it again" }).click();
  await page.getByText("Repeats").waitFor();
  await client.waitForStatus(runOn(page), "suspended");
  await page.getByRole("button", { name: "Cancel the run" }).click();
  await page.getByText("Cancelled").first().waitFor();
  expect(await page.getByText("Waiting for people").count()).toBe(0);
  const second = runOn(page);
  expect(await page.locator("#step-1").innerText()).toContain("draft");
  await page.getByRole("button", { name: /Run again from here.*approve/ }).click();
  await page.locator(`a[href="/runs/${second}"]`).waitFor();
  await page.getByRole("button", { name: "Cancel the run" }).click();
  await page.getByText("Cancelled").first().waitFor();

  await page.getByRole("link", { name: "Trail" }).click();
  await page.getByRole("link", { name: "Check the whole chain" }).click();
  await page.getByText("The chain is whole", { exact: false }).waitFor();
  await keepPicture(page, `pages-trail-${where}`);
  await page.getByLabel("Run", { exact: true }).fill(runId);
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByText("approval.decided").waitFor();
  expect(await page.getByText("run.started").count()).toBe(1);
  for (const name of ["All of it as NDJSON", "All of it as CSV"]) expect(await download(page, name)).toContain(runId);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("API key").waitFor();
});

async function download(page: Page, link: string): Promise<string> {
  const begun = page.waitForEvent("download");
  await page.getByRole("link", { name: link }).click();
  return Buffer.concat(await (await (await begun).createReadStream()).toArray()).toString("utf8");
}

function runOn(page: Page): string {
  return new URL(page.url()).pathname.replace("/runs/", "");
}
