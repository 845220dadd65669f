/** What can be run, in a real browser: found, started by its form, seen as a picture, and how approvals go. */
import { expect, test } from "vitest";
import { keepPicture } from "../support/browser.ts";
import { useBrowser } from "../support/browser-story.ts";
import { complaintsOf } from "../support/complaints-of.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

test.each([
  ["desk", { script: true, width: 1280 }],
  ["phone", { script: false, width: 360, dark: true }],
] as const)("on a %s: an ensemble is found, read, started and followed", async (where, visitor) => {
  const page = await newPage(visitor);
  const complaints = complaintsOf(page);
  const fits = () => page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

  await page.goto(`${shared().url}/ensembles`);
  await page.getByLabel("API key").fill(KEYS.main);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "publish", exact: true }).click();
  await page.getByRole("heading", { name: "publish" }).waitFor();
  await page.locator(".diagram .asks").first().waitFor();
  expect(await fits()).toBe(true);
  await keepPicture(page, `plans-ensemble-${where}`);

  await page.getByLabel("Title").fill("\u202e<b>news</b>");
  await page.getByLabel("Key").fill(uniqueKey(`plans-${where}`));
  await page.getByRole("button", { name: "Start the run" }).click();
  await page.waitForURL(/\/runs\/run_/);
  await expect
    .poll(async () => {
      await page.reload();
      return page.locator(".diagram .suspended").count();
    })
    .toBe(1);
  await page.locator('.diagram a[href="#step-2"]').click();
  expect(new URL(page.url()).hash).toBe("#step-2");
  expect(await page.locator("#step-2").innerText()).toContain("Waiting for people");
  expect(await page.locator("#step-2 a").getAttribute("href")).toMatch(/^\/approvals\/hitl_/);
  await page.locator("#step-1").getByText("What it was given").click();
  await page.locator("#step-1").getByText("U+202E").waitFor();
  expect(await fits()).toBe(true);
  await keepPicture(page, `plans-run-${where}`);

  await page.goto(`${shared().url}/ensembles/strict-input`);
  await page.getByLabel("Topic").fill("\u202e<b>tides</b>");
  await page.getByLabel("Count").fill("3");
  await page.getByLabel("Options").fill('{ "length": ');
  await page.getByRole("button", { name: "Start the run" }).click();
  await page.getByRole("link", { name: "Options must be an object" }).click();
  expect(new URL(page.url()).hash).toMatch(/^#input-/);
  expect(await page.getByLabel("Topic").inputValue()).toContain("tides");
  expect(await page.getByLabel("Options").inputValue()).toBe('{ "length": ');
  await page.getByLabel("Options").fill('{ "length": 2 }');
  await page.getByRole("button", { name: "Start the run" }).click();
  await page.waitForURL(/\/runs\/run_/);

  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("heading", { name: "Who is waited for" }).waitFor();
  expect(await fits()).toBe(true);
  await keepPicture(page, `plans-overview-${where}`);
  expect(complaints).toEqual([]);
});
