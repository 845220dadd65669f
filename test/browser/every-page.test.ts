/** Every page, in the light on a desk and in the dark on a phone: usable by everybody, and nothing moves or lags. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { answerButton, useBrowser } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { decide } from "../support/client.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();
const links: Record<string, string> = {};
let runId = "";
let approvalId = "";

/** A new page of the Worker belongs here. */
const PAGES: readonly { readonly name: string; readonly path: () => string; readonly isPrivate?: true }[] = [
  { name: "request-open", path: () => links["open"] ?? "" },
  { name: "request-to-reject", path: () => `${links["open"]}?action=reject` },
  { name: "request-answered", path: () => links["answered"] ?? "" },
  { name: "request-approved", path: () => links["approved"] ?? "" },
  { name: "request-rejected", path: () => links["rejected"] ?? "" },
  { name: "request-unknown", path: () => `${shared().url}/callback/unknown` },
  { name: "request-expired", path: () => links["expired"] ?? "" },
  { name: "request-withdrawn", path: () => links["withdrawn"] ?? "" },
  { name: "sign-in", path: () => `${shared().url}/sign-in` },
  { name: "inbox", path: () => `${shared().url}/?tab=waiting`, isPrivate: true },
  { name: "inbox-decided", path: () => `${shared().url}/?tab=decided`, isPrivate: true },
  { name: "approval", path: () => `${shared().url}/approvals/${approvalId}`, isPrivate: true },
  { name: "ensembles", path: () => `${shared().url}/ensembles`, isPrivate: true },
  { name: "ensemble", path: () => `${shared().url}/ensembles/publish`, isPrivate: true },
  { name: "overview", path: () => `${shared().url}/overview`, isPrivate: true },
  { name: "runs", path: () => `${shared().url}/runs`, isPrivate: true },
  { name: "run", path: () => `${shared().url}/runs/${runId}`, isPrivate: true },
  { name: "audit", path: () => `${shared().url}/audit`, isPrivate: true },
  { name: "problem", path: () => `${shared().url}/runs/unknown`, isPrivate: true },
];

beforeAll(async () => {
  const { client } = shared();
  const start = () => client.startAndSuspend("review-page", { key: uniqueKey("pages") });
  const ana = "ana.berg@example.com";
  const open = await start();
  ({ runId, approvalId } = open);
  links["open"] = await client.mintLink(open.approvalId, "ben@example.com");
  links["answered"] = await client.mintLink(open.approvalId, ana);
  await decide(links["answered"], { approved: true, feedback: "The figures are right." });
  const [yes, no, late, taken] = [await start(), await start(), await start(), await start()];
  links["expired"] = await client.mintLink(late.approvalId, ana);
  await client.moveTime(late.approvalId, "400 days");
  links["withdrawn"] = await client.mintLink(taken.approvalId, ana);
  await client.send(`/api/runs/${taken.runId}/cancel`, { body: {} });
  for (const person of [ana, "ben@example.com"]) {
    links["approved"] = await client.mintLink(yes.approvalId, person);
    await decide(links["approved"], { approved: true });
  }
  links["rejected"] = await client.mintLink(no.approvalId, ana);
  await decide(links["rejected"], { approved: false, reason: "The price is wrong." });
  await Promise.all([client.waitForEnd(yes.runId), client.waitForEnd(no.runId)]);
});

describe.each([
  ["desk", { width: 1280 }],
  ["phone", { width: 360, dark: true }],
] as const)("%s", (where, visitor) => {
  test("every page is accessible, and none scrolls sideways", async () => {
    const page = await newPage(visitor);
    await signIn(page);
    for (const { name, path } of PAGES) {
      await page.goto(path());
      await expectAccessible(page);
      await keepPicture(page, `every-${name}-${where}`);
    }
  }, 180_000);
});

async function signIn(page: Page): Promise<void> {
  await page.goto(`${shared().url}/sign-in`);
  await page.getByLabel("API key").fill(KEYS.main);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** As Lighthouse has it: a phone on a slow mobile network. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };

test("on a slow phone the request is there in a second, in under 60 KB, and nothing moves", async () => {
  let quickest = Infinity;
  // What else this machine is doing can only add to it: the quickest of a few is what the page takes.
  for (let attempt = 0; attempt < 4 && quickest >= 1_000; attempt += 1) {
    const { bytes, paint, shift } = await loadSlowly(links["open"] ?? "");
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
  const answer = await fetch(`${links["open"]}?raw`, { headers: { accept: "text/html" } });
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
    await page.goto(links["open"] ?? "");
    const text = await page.locator("main").innerText();
    expect(text).toContain("1.248.012,5");
    expect(text).toMatch(/1\. Dezember 2026 um 04:30 GMT-5/);
    await page.getByLabel("Comment", { exact: false }).first().fill("Half a thought");
    await page.reload();
    expect(await page.getByLabel("Comment", { exact: false }).first().inputValue()).toBe("Half a thought");
  });

  test("without script, the zone is named", async () => {
    const page = await newPage({ locale: "en-US", script: false });
    await page.goto(links["open"] ?? "");
    expect(await page.locator("main").innerText()).toContain("December 1, 2026 at 9:30 AM UTC");
  });
});
