/** A great deal: five hundred requests in the inbox, one request of 900 KiB, a run of sixty agents. Quick, and legible. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { Approval } from "../../src/contract/approval.ts";
import { answerButton, useBrowser } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { expectStatus } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { sessionOf } from "../support/pages.ts";
import { KEYS } from "../support/settings.ts";
import { shared, sharedClient } from "../support/shared.ts";

const newPage = useBrowser();
const client = () => sharedClient("crowded");

/** Milliseconds, many times what it takes: what else this machine is doing only adds to it. */
const QUICK = 5_000;
const COUNT = 500;
const AT_A_TIME = 25;

const VISITORS = [
  ["desk", { script: true, width: 1280 }],
  ["phone", { script: false, width: 360, dark: true }],
] as const;

async function visit(where: (typeof VISITORS)[number][1]): Promise<Page> {
  const page = await newPage(where);
  const [name = "", value = ""] = (await sessionOf(KEYS.crowded)).split("=");
  await page.context().addCookies([{ name, value, url: shared().url }]);
  return page;
}

async function openQuickly(page: Page, address: string): Promise<void> {
  const before = performance.now();
  await page.goto(new URL(address, shared().url).href);
  expect(performance.now() - before, address).toBeLessThan(QUICK);
}

async function ask(body: object): Promise<string> {
  return Approval.parse(expectStatus(await client().send("/api/approvals", { body }), 201).body).id;
}

describe("five hundred requests", () => {
  beforeAll(async () => {
    for (let first = 0; first < COUNT; first += AT_A_TIME) {
      await Promise.all(Array.from({ length: AT_A_TIME }, (_unused, at) => ask(requestNumber(first + at))));
    }
  }, 120_000);

  /** Every tenth asks somebody by name, and belongs to something else. */
  function requestNumber(number: number): object {
    const prompt = `Pay invoice ${number} of the Verhoeven Printing and Binding Works?`;
    const data = { amount: number * 10 };
    return number % 10 === 0
      ? { prompt, data, title: "large-invoices", approvers: ["ana@example.com"] }
      : { prompt, data, title: "invoices" };
  }

  test.each(VISITORS)(
    "on a %s are shown, gone through, narrowed down, and answered fifty at once",
    async (where, visitor) => {
      const page = await visit(visitor);
      const open = await openInbox(page);
      await expectLegible(page, visitor.script);
      await keepPicture(page, `great-inbox-${where}`);
      expect(await countAll(page)).toBe(open);

      await narrowDown(page, { text: "invoice 470 " }, "Pay invoice 470 of");
      expect(await rows(page)).toBe(1);
      await narrowDown(page, { ensemble: "large-invoices" }, "Pay invoice 490 of");
      expect(await rows(page)).toBe(50);
      await narrowDown(page, { approver: "ana@example.com", text: "invoice 48" }, "Pay invoice 480 of");
      expect(await rows(page)).toBe(1);
      await narrowDown(page, { age: "hour" }, "Nothing fits.");

      await openQuickly(page, "/?ensemble=invoices");
      await (visitor.script ? chooseByKeys(page) : chooseByHand(page));
      if (visitor.script) await lookedAtAnew(page);
      expect(await page.getByText("This has changed.").count()).toBe(0);
      await keepPicture(page, `great-chosen-${where}`);
      await page.getByRole("button", { name: "Approve…" }).click();
      await page.getByRole("heading", { name: "Approve 50 requests?" }).waitFor();
      await page.getByRole("button", { name: "Approve all 50" }).click();
      await page.getByRole("heading", { name: "50 requests answered" }).waitFor();
      expect(await page.getByText("You approved it").count()).toBe(50);
      await expectLegible(page, visitor.script);
      await keepPicture(page, `great-results-${where}`);
      await eventually(
        () => openInbox(page),
        (left) => left === open - 50,
        { what: "fifty fewer wait" },
      );
    },
  );
});

/** How many wait, by the title. */
async function openInbox(page: Page): Promise<number> {
  await openQuickly(page, "/");
  return Number(/^\((\d+)\) Inbox/.exec(await page.title())?.[1]);
}

function rows(page: Page): Promise<number> {
  return page.locator("[data-row]").count();
}

async function countAll(page: Page): Promise<number> {
  let count = await rows(page);
  const older = page.getByRole("link", { name: "Older ones" });
  while ((await older.count()) > 0) {
    await openQuickly(page, (await older.getAttribute("href")) ?? "");
    count += await rows(page);
  }
  return count;
}

async function narrowDown(page: Page, filters: Readonly<Record<string, string>>, found: string): Promise<void> {
  await openQuickly(page, "/");
  await page.getByText("Narrow down").click();
  for (const [name, value] of Object.entries(filters)) {
    const field = page.locator(`.filters [name=${name}]`);
    await (name === "age" ? field.selectOption(value) : field.fill(value));
  }
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByText(found).first().waitFor();
}

async function chooseByKeys(page: Page): Promise<void> {
  for (let at = 0; at < 50; at += 1) {
    await page.keyboard.press("j");
    await page.keyboard.press("x");
  }
}

/** Something happens that the list does not show: the page looks, and finds itself as it was. */
async function lookedAtAnew(page: Page): Promise<void> {
  const looked = page.waitForResponse((answer) => answer.url() === page.url());
  const [other] = await client().listApprovals({ ensemble: "large-invoices" });
  await client().mintLink(other?.id ?? "");
  await (await looked).finished();
}

async function chooseByHand(page: Page): Promise<void> {
  for (const box of await page.getByRole("checkbox").all()) await box.check();
}

/** axe-core is a script: without any, only the width is looked at. */
async function expectLegible(page: Page, script: boolean): Promise<void> {
  if (script) await expectAccessible(page);
  expect(await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
}

test.each(VISITORS)(
  "on a %s a request of 900 KiB is read in part, had as a whole, and approved",
  async (where, visitor) => {
    const text = "All work and no play makes a dull page. ".repeat(12_000);
    const entries = Array.from({ length: 4_000 }, (_unused, id) => ({
      id,
      name: `Customer ${id}`,
      note: "what was bought, and when it came, and whether it fitted",
    }));
    const data = { title: "Everything that was sold", text, entries };
    expect(JSON.stringify(data).length).toBeGreaterThan(850 * 1024);
    const id = await ask({ prompt: "Send all of this?", data });
    const page = await visit(visitor);

    await openQuickly(page, `/approvals/${id}`);
    await page.getByText("This is a lot of data").waitFor();
    await expectLegible(page, visitor.script);
    await keepPicture(page, `great-request-${where}`);
    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: "Get the whole as JSON" }).click();
    const saved = await (await file).createReadStream();
    expect(JSON.parse(Buffer.concat(await saved.toArray()).toString("utf8"))).toEqual(data);
    await answerButton(page, "Approve").click();
    await page.getByText("Your approval is recorded").waitFor();
  },
);

test("what is nested seven deep can be unfolded and read at any width", async () => {
  const data = { order: { lines: { first: { part: { maker: { place: { street: "Elm Street 12" } } } } } } };
  const page = await visit(VISITORS[0][1]);
  await openQuickly(page, `/approvals/${await ask({ prompt: "Order this?", data })}`);
  await page.locator("details").evaluateAll((all) => all.forEach((fold) => fold.setAttribute("open", "")));
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectLegible(page, true);
    const street = await page.getByText("Elm Street 12", { exact: true }).boundingBox();
    expect(street?.height, `at ${width} it is broken into pieces`).toBeLessThan(40);
  }
});

describe("a run of sixty agents", () => {
  let runId = "";

  beforeAll(async () => {
    ({ runId } = await client().startAndSuspend("sixty", {}));
  });

  test.each(VISITORS)("on a %s is drawn whole, and each agent leads to its step", async (where, visitor) => {
    const page = await visit(visitor);
    await openQuickly(page, `/runs/${runId}`);
    const picture = page.locator(".diagram").filter({ visible: true });
    expect(await picture.locator("g.agent").count()).toBe(60);
    await expectLegible(page, visitor.script);
    await keepPicture(page, `great-run-${where}`);
    await picture.locator(".suspended").click();
    expect(await page.locator("li:target").innerText()).toContain("Waiting for people");
  });
});
