/** Those who open links before and after the person does: mail scanners, previews, prefetches, with script and without. */
import type { Browser } from "playwright-core";
import { launchBrowser, openPage } from "../../support/browser.ts";
import { linkMailedTo } from "../../support/links-in.ts";
import { userAgents } from "../../support/user-agents.ts";
import { faultsOf } from "./check-answer.ts";
import type { RawRequest } from "./raw-request.ts";
import type { Part } from "./report.ts";
import type { Target } from "./target.ts";

const AT_ONCE = 10;
const HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

export async function letScannersLook(target: Target): Promise<Part> {
  const browser = await launchBrowser();
  try {
    return await look(target, browser);
  } finally {
    await browser.close();
  }
}

async function look(target: Target, browser: Browser): Promise<Part> {
  const problems: string[] = [];
  const about = "scanned by everybody";
  const { id } = await target.ask({
    prompt: about,
    approvers: ["ana@example.com"],
    channels: [{ channel: "email" }],
    data: { amount: 120 },
  });
  const link = await linkMailedTo(() => target.servers.mail.requests, { address: "ana@example.com", about });
  const opened = { raw: 0, inBrowsers: 0 };

  const openAll = async (statuses: readonly number[]): Promise<void> => {
    opened.raw += await openAtOnce(target, { link, statuses, problems });
    opened.inBrowsers += await openInBrowser(browser, link);
  };
  await openAll([200]);
  const before = await target.client.getApproval(id);
  if (before.status !== "pending" || before.approvals.length > 0) {
    problems.push("a scanner has decided");
    // Nothing is left for the person to press.
    return { name: "scanners", figures: { "opened without a browser": opened.raw }, problems };
  }

  const page = await openPage(browser);
  await page.goto(link);
  await page.getByRole("button", { name: "Approve", exact: true }).first().click();
  await page.waitForLoadState();
  const answered = await target.client.getApproval(id);
  const [answer] = answered.approvals;
  if (answered.status !== "approved" || answer?.approver !== "ana@example.com" || !answer.verified)
    problems.push(`the person's answer did not count: ${answered.status} ${JSON.stringify(answered.approvals)}`);

  await openAll([200, 410]);
  const after = await target.client.getApproval(id);
  if (JSON.stringify(after.approvals) !== JSON.stringify(answered.approvals)) problems.push("the answer has changed");
  const figures = { "opened without a browser": opened.raw, "opened in Chromium": opened.inBrowsers };
  return { name: "scanners", figures: { ...figures, answers: after.approvals.length }, problems };
}

interface Looking {
  readonly link: string;
  readonly statuses: readonly number[];
  readonly problems: string[];
}

/** HEAD, GET and prefetch of every link in the mail, ten at once. */
async function openAtOnce(target: Target, { link, statuses, problems }: Looking): Promise<number> {
  const { pathname } = new URL(link);
  const requests = userAgents(15).flatMap((agent) =>
    ["", "?action=approve", "?action=reject"].flatMap((action): RawRequest[] => {
      const path = pathname + action;
      const headers = { "user-agent": agent, accept: HTML };
      return [
        { method: "HEAD", path, headers },
        { method: "GET", path, headers },
        { method: "GET", path, headers: { ...headers, "sec-purpose": "prefetch;prerender", purpose: "prefetch" } },
        { method: "OPTIONS", path, headers },
      ];
    }),
  );
  for (let at = 0; at < requests.length; at += AT_ONCE) {
    const some = requests.slice(at, at + AT_ONCE);
    const answers = await Promise.all(some.map((request) => target.send(request)));
    problems.push(
      ...answers.flatMap((answer, index) => faultsOf(some[index] ?? { path: "" }, answer, [...statuses, 204])),
    );
  }
  return requests.length;
}

/** A sandbox that runs the page's script, and a reader whose browser fetches links ahead. */
async function openInBrowser(browser: Browser, link: string): Promise<number> {
  const links = ["", "?action=approve", "?action=reject"].map((action) => link + action);
  const page = await openPage(browser);
  for (const url of links) {
    await page.goto(url, { waitUntil: "load" });
    // What a sandbox does to see what a page would do to somebody.
    await page.mouse.move(200, 200);
    await page.keyboard.press("PageDown");
  }
  await page.close();
  const reader = await openPage(browser);
  const mailbox = "http://127.0.0.1:47831/";
  await reader.route(mailbox, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: links.map((url) => `<link rel="prefetch" href="${url}">`).join(""),
    }),
  );
  const fetched = Promise.all(
    links.map((url) => reader.waitForRequest((request) => request.url() === url, { timeout: 15_000 })),
  );
  await reader.goto(mailbox);
  await fetched;
  await reader.close();
  return links.length * 2;
}
