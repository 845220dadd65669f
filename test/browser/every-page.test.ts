/** Every page, in the light on a desk and in the dark on a phone: usable by everybody, and nothing moves or lags. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { answerButton, useBrowser } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { complaintsOf } from "../support/complaints-of.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { sessionOf } from "../support/pages.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { ROOT } from "../support/worker-config.ts";
import { drawPage, putAwayDrawn } from "./draw-page.ts";
import { PAGE_STATES, type PageState } from "./page-states.ts";
import { showWorkspace, type ShownWorkspace } from "./shown-workspace.ts";

const newPage = useBrowser();
let shown: ShownWorkspace;

beforeAll(async () => {
  shown = await showWorkspace();
  page = await newPage();
  complaints = complaintsOf(page);
});

const EACH_STATE = Object.entries(PAGE_STATES).flatMap(([name, states]) =>
  Object.entries(states).map(([state, spec]) => [name, state, spec] as const),
);

test("every page of the documentation is here, in three states", async () => {
  const paths = (await readFile(join(ROOT, "docs/pages.md"), "utf8")).matchAll(/^\| `(\/[^`]*)` \|/gm);
  for (const [, path = ""] of paths)
    expect(Object.keys(PAGE_STATES[path] ?? {}).length, path).toBeGreaterThanOrEqual(3);
});

test.each(EACH_STATE)(
  "%s (%s) is accessible, fits a phone, and nothing on it is refused or breaks",
  (name, state, spec) => look(`${nameOf(name)}-${state}`, spec),
);

/** One page for all visitors: this build of Chromium sends the cookies of its first visitor with everybody's sockets. */
let page: Page;
let complaints: string[];

async function look(picture: string, state: PageState): Promise<void> {
  const address = new URL(state.path(shown), shared().url).href;
  if (state.drawn === undefined) return lookAt(address, picture, state);
  await drawPage(page, address, state.drawn);
  try {
    await lookAt(address, picture, state);
  } finally {
    await putAwayDrawn(page, address);
  }
}

async function lookAt(address: string, picture: string, { as, act, says }: PageState): Promise<void> {
  await signIn(page, as);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(address);
  await act?.(page);
  await page.getByText(says).filter({ visible: true }).first().waitFor({ timeout: 5_000 });
  await expectAccessible(page);
  await keepPicture(page, `every-${picture}-desk`);
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await keepPicture(page, `every-${picture}-phone`);
  expect(complaints.splice(0), picture).toEqual([]);
}

function nameOf(page: string): string {
  return page === "/" ? "inbox" : page.replaceAll(/\W+/g, " ").trim().replaceAll(" ", "-");
}

/** Whoever else was signed in is not any more. */
async function signIn(page: Page, as: keyof typeof KEYS | undefined): Promise<void> {
  await page.context().clearCookies();
  if (as === undefined) return;
  const [name = "", value = ""] = (await sessionOf(KEYS[as])).split("=");
  await page.context().addCookies([{ name, value, url: shared().url }]);
}

/** As Lighthouse has it: a phone on a slow mobile network. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };

test("on a slow phone the request is there in a second, in under 60 KB, and nothing moves", async () => {
  let quickest = Infinity;
  // What else this machine is doing can only add to it: the quickest of a few is what the page takes.
  for (let attempt = 0; attempt < 4 && quickest >= 1_000; attempt += 1) {
    const { bytes, paint, shift } = await loadSlowly(shown.links.open);
    expect(bytes).toBeLessThan(60_000);
    expect(shift).toBe(0);
    quickest = Math.min(quickest, paint);
  }
  expect(quickest).toBeLessThan(1_000);
});

/** Bytes transferred, milliseconds to the first paint, and how much of the page moved, at a visitor's first look. */
async function loadSlowly(link: string) {
  const page = await newPage({ width: 360, locale: "en-US", timezoneId: "America/New_York" });
  await page.addInitScript(`
    window.shift = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
      .observe({ type: "layout-shift", buffered: true });`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(link, { waitUntil: "networkidle" });
  const paint = await page.evaluate<number>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
  const shift = await page.evaluate<number>("window.shift");
  expect(bytes, "nothing was measured").toBeGreaterThan(1_000);
  return { bytes, paint, shift };
}

test("whoever has decided sees how the run goes on, without asking again", async () => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("goes-on") });
  const page = await newPage();
  await page.goto(await client.mintLink(approvalId, "ana@example.com"));
  const decided = page.waitForResponse((answer) => answer.request().method() === "POST");
  await answerButton(page, "Approve").click();
  expect(await (await decided).text()).toContain('id="run-now"');
  await page.getByText("The run is complete.").waitFor();
});

test("the data whole is a file, for whoever may see the page", async () => {
  const answer = await fetch(`${shown.links.open}?raw`, { headers: { accept: "text/html" } });
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="request.json"');
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(await answer.json()).toMatchObject({ title: "The kettle", readers: 1_248_012.5 });
});

test("nothing that anybody wrote becomes anything but text", async () => {
  const { client } = shared();
  const attack = `<script>document.title="owned"</script> [x](javascript:document.title="owned") \u202Egnp.exe`;
  const long = JSON.stringify(
    Array.from({ length: 200 }, (_, n) => ({ n, attack })),
    null,
    1,
  );
  const { body } = await client.send("/api/approvals", {
    body: {
      prompt: `${attack}\n\n${long.slice(0, 15_000)}`,
      title: attack,
      data: { [attack]: attack, long, list: [{ attack }, { attack: 1 }], pair: { before: attack, after: long } },
      metadata: { attack: long },
      approvers: ["ana@example.com"],
    },
  });
  const page = await newPage({ width: 360, script: true });
  await page.goto(await client.mintLink((body as { id: string }).id, "ana@example.com"));
  expect(await page.title()).toMatch(/^Waiting for you: <script>/);
  expect(await page.locator("main").innerText()).toContain("U+202E");
  expect(await page.locator("main script:not([src^='/assets/'])").count()).toBe(0);
  expect(await page.locator("a[href^='javascript']").count()).toBe(0);
  await expectAccessible(page);
});

describe("a reader elsewhere", () => {
  test("reads numbers and times as written there, and keeps what was typed", async () => {
    const page = await newPage({ locale: "de-DE", timezoneId: "America/New_York" });
    await page.goto(shown.links.open);
    const text = await page.locator("main").innerText();
    expect(text).toContain("1.248.012,5");
    expect(text).toMatch(/1\. Dezember 2026 um 04:30 GMT-5/);
    await page.getByLabel("Comment", { exact: false }).first().fill("Half a thought");
    await page.reload();
    expect(await page.getByLabel("Comment", { exact: false }).first().inputValue()).toBe("Half a thought");
  });

  test("without script, the zone is named", async () => {
    const page = await newPage({ locale: "en-US", script: false });
    await page.goto(shown.links.open);
    expect(await page.locator("main").innerText()).toContain("December 1, 2026 at 9:30 AM UTC");
  });
});
