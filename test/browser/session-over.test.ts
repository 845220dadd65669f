/** A session that ends while somebody fills in a form, whichever it is: they sign in, find everything, and send it. */
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { accessToken } from "../support/access-server.ts";
import { useBrowser, wordsOn } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { expectStatus } from "../support/client.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { eventually } from "../support/eventually.ts";
import { KEYS } from "../support/settings.ts";
import { office } from "../support/post-office.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

const PLACES = [
  ["desk", { script: true, width: 1280 }],
  ["phone", { script: false, width: 360, dark: true }],
] as const;

async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel("API key").fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function expectAskedToSignIn(page: Page, picture: string): Promise<void> {
  await page.getByText("what you typed is kept").waitFor();
  await lookAt(page, picture);
}

async function expectKept(page: Page, picture: string): Promise<void> {
  await page.getByText("Nothing has been sent yet").waitFor();
  await lookAt(page, picture);
}

/** What looks for us is a script itself: it runs where scripts do. */
async function lookAt(page: Page, picture: string): Promise<void> {
  if (picture.endsWith("desk")) await expectAccessible(page);
  const overhang = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  expect(await page.evaluate(overhang), picture).toBe(0);
  await keepPicture(page, `session-over-${picture}`);
}

test.each(PLACES)("on a %s: the form that starts a run", async (where, visitor) => {
  const page = await newPage(visitor);
  const topic = `Bees & "wasps" ${uniqueKey(where)}`;
  await page.goto(`${shared().url}/ensembles/strict-input`);
  await signIn(page, KEYS.runs);
  await page.getByLabel("Topic").fill(topic);
  await page.getByLabel("Count").fill("3");
  await page.getByLabel("Urgent").check();
  await page.getByLabel("Options").fill('{\n  "a": "<b>"\n}');
  await page.getByLabel("Tone").selectOption("loud");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expectAskedToSignIn(page, `start-asked-${where}`);
  expect(await wordsOn(page)).not.toContain("Bees");
  await signIn(page, KEYS.other);
  await page.getByText("This key belongs to another workspace").waitFor();
  await signIn(page, KEYS.runs);
  await expectKept(page, `start-${where}`);
  expect(await page.getByLabel("Topic").inputValue()).toBe(topic);
  expect(await page.getByLabel("Options").inputValue()).toBe('{\n  "a": "<b>"\n}');
  await page.getByRole("button", { name: "Start the run" }).click();
  await page.waitForURL(/\/runs\/run_/);
  const run = await shared().client.getRun(new URL(page.url()).pathname.replace("/runs/", ""));
  expect(run.input).toEqual({ topic, count: 3, urgent: true, options: { a: "<b>" }, tone: "loud" });
});

test.each(PLACES)("on a %s: several requests in the inbox, chosen and commented", async (where, visitor) => {
  const { client, url } = shared();
  const mark = uniqueKey("bulk");
  for (const at of [0, 1, 2]) {
    expectStatus(await client.send("/api/approvals", { method: "POST", body: { prompt: `${mark} ${at}?` } }), 201);
  }
  const page = await newPage(visitor);
  await page.goto(`${url}/?text=${mark}`);
  await signIn(page, KEYS.approvals);
  const boxes = page.getByRole("checkbox");
  const reloaded = async () => {
    await page.goto(`${url}/?text=${mark}`);
    return boxes.count();
  };
  await eventually(reloaded, (count) => count === 3, { what: "three wait" });
  for (const at of [0, 2]) await page.getByLabel(`Choose “${mark} ${at}?”`).check();

  await page.context().clearCookies();
  await page.getByRole("button", { name: "Reject…" }).click();
  await expectAskedToSignIn(page, `several-asked-${where}`);
  await signIn(page, KEYS.approvals);
  await expectKept(page, `several-chosen-${where}`);
  await page.getByRole("heading", { name: "Reject 2 requests?" }).waitFor();
  await page.getByLabel("Reason").fill("Too dear,\nboth of them");

  await page.context().clearCookies();
  await page.getByRole("button", { name: "Reject all 2" }).click();
  await signIn(page, KEYS.approvals);
  await expectKept(page, `several-${where}`);
  expect(await page.getByLabel("Reason").inputValue()).toBe("Too dear,\nboth of them");
  await page.getByRole("button", { name: "Reject all 2" }).click();
  await page.getByText("2 requests answered").waitFor();
  expect(await reloaded()).toBe(1);
});

test.each(PLACES)(
  "on a %s: handing over, where Cloudflare Access proved nobody for a while",
  async (where, visitor) => {
    const { client } = office();
    const url = inject("postOffice").worker;
    const [ana, ben] = [`${uniqueKey("ana")}@example.com`, `${uniqueKey("ben")}@example.com`];
    const body = { prompt: "Shall we?", approvers: [ana], channels: [{ channel: "email" }] };
    const asked = await client.send("/api/approvals", { method: "POST", body });
    expectStatus(asked, 201);
    const { id } = asked.body as { id: string };
    const page = await newPage(visitor);
    const proof = { "cf-access-jwt-assertion": await accessToken(inject("accessServerUrl"), ana) };
    await page.setExtraHTTPHeaders(proof);
    await page.goto(`${url}/approvals/${id}`);
    await page.getByText("Hand it over").click();
    const to = page.getByLabel("Their e-mail address");
    await to.fill(ana);
    await page.getByRole("button", { name: "Hand over" }).click();
    await page.getByText("That did not work").waitFor();
    expect(await to.inputValue()).toBe(ana);
    await to.fill(ben);
    await page.setExtraHTTPHeaders({});
    await page.getByRole("button", { name: "Hand over" }).click();
    await expectAskedToSignIn(page, `hand-over-asked-${where}`);
    await page.setExtraHTTPHeaders(proof);
    await page.getByRole("button", { name: "Go on through Cloudflare Access" }).click();
    await expectKept(page, `hand-over-${where}`);
    expect(await to.inputValue()).toBe(ben);
    expect((await client.getApproval(id)).delegates).toBeUndefined();
    await page.getByRole("button", { name: "Hand over" }).click();
    await page.getByText("Handed over").waitFor();
    expect((await client.getApproval(id)).delegates).toEqual([{ approver: ana, delegate: ben }]);
  },
);

test.each(PLACES)("on a %s: running again from a step, and cancelling", async (where, visitor) => {
  const { client, url } = shared();
  const { runId } = await client.startAndSuspend("publish", { key: uniqueKey("over") });
  const page = await newPage(visitor);
  await page.goto(`${url}/runs/${runId}`);
  await signIn(page, KEYS.runs);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Cancel the run" }).click();
  await signIn(page, KEYS.runs);
  await expectKept(page, `cancel-${where}`);
  expect((await client.getRun(runId)).status).toBe("suspended");
  await page.getByRole("button", { name: "Cancel the run" }).click();
  await page.getByText("Cancelled").first().waitFor();

  const choice = page.getByRole("combobox", { name: "From" });
  const agent = (await choice.locator("option").allInnerTexts()).at(-1) ?? "";
  await choice.selectOption(agent);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Run it again" }).click();
  await signIn(page, KEYS.runs);
  await expectKept(page, `restart-${where}`);
  expect(await choice.inputValue()).toBe(agent);
  await page.getByRole("button", { name: "Run it again" }).click();
  await page.getByText("Repeats").waitFor();
});

test("where Cloudflare Access sends a form away to sign in, it stays, is told of, and is sent later", async () => {
  const asked = await askSomebody();
  const page = await newPage({ width: 360 });
  await page.setExtraHTTPHeaders({
    "cf-access-jwt-assertion": await accessToken(inject("accessServerUrl"), asked.person),
  });
  await page.goto(asked.path);
  await page.getByLabel("Comment").fill("Fine by me");
  const login = { status: 302, headers: { location: "https://acme.cloudflareaccess.com/cdn-cgi/access/login" } };
  await page.route(asked.path, (route) =>
    route.request().method() === "POST" ? route.fulfill(login) : route.continue(),
  );
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText("Cloudflare Access wants to know again who you are").waitFor();
  await lookAt(page, "sent-away-desk");
  await page.unroute(asked.path);
  expect(page.url()).toBe(asked.path);
  expect(await page.getByLabel("Comment").inputValue()).toBe("Fine by me");
  await page.reload();
  expect(await page.getByLabel("Comment").inputValue()).toBe("Fine by me");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText("Your approval is recorded").waitFor();
});

async function askSomebody(): Promise<{ person: string; path: string }> {
  const person = `${uniqueKey("away")}@example.com`;
  const body = { prompt: "Shall we?", approvers: [person] };
  const asked = expectStatus(await shared().client.send("/api/approvals", { method: "POST", body }), 201);
  return { person, path: `${shared().url}/approvals/${(asked.body as { id: string }).id}` };
}
