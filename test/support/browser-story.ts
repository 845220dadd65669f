/** What a browser story needs beside the journeys': one Chromium for the file, closed at its end. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser, openPage, type PageOptions } from "./browser.ts";

/** Launches a browser for the tests of a file; call it at the file's top. Gives the way to open a page in it. */
export function useBrowser(): (options?: PageOptions) => Promise<Page> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
  });
  return (options) => {
    if (browser === undefined) throw new Error("the browser is not there");
    return openPage(browser, options);
  };
}

/** The words a visitor reads, as the browser lays them out. */
export function wordsOn(page: Page): Promise<string> {
  return page.locator("body").innerText();
}

/** The button that submits an answer. */
export function answerButton(page: Page, label: "Approve" | "Reject") {
  return page.getByRole("button", { name: label, exact: true });
}
