/** Attacks as texts, stored and reflected: in every channel's message, and on every page. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { launchBrowser, openPage } from "../../support/browser.ts";
import type { Approval } from "../../../src/contract/approval.ts";
import { eventually } from "../../support/eventually.ts";
import { KEYS } from "../../support/settings.ts";
import { ATTACKS, EVIL, type TextAttack } from "./attacks.ts";
import {
  discordFaults,
  mailFaults,
  slackFaults,
  slackRequestFaults,
  teamsFaults,
  webhookFaults,
} from "./check-messages.ts";
import { pageFaults } from "./check-page.ts";
import type { RawRequest } from "./raw-request.ts";
import type { Part } from "./report.ts";
import type { PartOptions } from "./run-hostile.ts";
import type { Target } from "./target.ts";

const PERSON = "ana@example.com";
const FORM = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };

/** So many cases of fuzzing leave time for each attack alone; with fewer, several go in one text. */
const APART_FROM = 5_000;
const TOGETHER = 8;

export async function injectTexts(target: Target, { cases }: PartOptions): Promise<Part> {
  const attacks = cases < APART_FROM ? joined(ATTACKS) : ATTACKS;
  const browser = await launchBrowser();
  const cookie = await target.signIn(KEYS.main);
  const problems: string[] = [];
  const figures = {
    attacks: ATTACKS.length,
    "in texts": attacks.length,
    messages: 0,
    pages: 0,
    "pages in Chromium": 0,
  };
  target.servers.slackBot.addUser(PERSON);
  try {
    for (const attack of attacks) {
      const injected = new Injection(target, attack, cookie);
      const { messages, pages, inBrowser, faults } = await injected.run(browser);
      figures.messages += messages;
      figures.pages += pages;
      figures["pages in Chromium"] += inBrowser;
      problems.push(...faults.map((fault) => `${attack.name}: ${fault}`));
    }
  } finally {
    await browser.close();
  }
  return { name: "injection", figures, problems };
}

function joined(attacks: readonly TextAttack[]): TextAttack[] {
  const starts = attacks.flatMap((_, index) => (index % TOGETHER === 0 ? [index] : []));
  return starts.map((from) => {
    const some = attacks.slice(from, from + TOGETHER);
    return { name: some.map(({ name }) => name).join(", "), text: some.map(({ text }) => text).join("\n") };
  });
}

class Injection {
  readonly #target: Target;
  readonly #text: string;
  readonly #cookie: string;
  readonly #faults: string[] = [];
  #pages = 0;

  constructor(target: Target, { text }: TextAttack, cookie: string) {
    this.#target = target;
    this.#text = text;
    this.#cookie = cookie;
  }

  async run(browser: Browser) {
    const seen = this.#counts();
    const approval = await this.#ask();
    const link = await this.#target.client.mintLink(approval.id);
    const run = await this.#target.client.startAndSuspend("publish", { key: "injected", title: this.#text });
    const runLink = await this.#target.client.mintLink(run.approvalId);
    const requests = [approval.id, run.approvalId].map((id) => `/approvals/${id}`);
    const addresses = [...this.#stored(run.runId), ...requests, pathOf(link), pathOf(runLink)];
    for (const path of [...addresses, ...this.#reflected(link)]) await this.#page({ path });
    await this.#page({ path: pathOf(link), body: new URLSearchParams(this.#typed("")).toString(), headers: FORM });
    await this.#page({
      path: "/sign-in",
      body: new URLSearchParams({ key: this.#text, next: this.#text }).toString(),
      headers: FORM,
    });
    const inBrowser = await this.#inBrowser(browser, addresses);
    await this.#answer(approval.id, link);
    await this.#answer(run.approvalId, runLink);
    for (const path of addresses) await this.#page({ path });
    const messages = this.#messages(seen);
    return { messages, pages: this.#pages, inBrowser, faults: this.#faults };
  }

  /** On every channel at once; what a channel cannot be given at all is left to the tests of its own. */
  async #ask(): Promise<Approval> {
    const { slack, discord, teams, hook } = this.#target.servers;
    const text = this.#text;
    const approval = await this.#target.ask({
      title: text.slice(0, 300),
      prompt: text,
      data: { [text]: text, list: [text, { deep: text }], table: [{ [text]: text }, { [text]: 1 }] },
      metadata: { [text]: text },
      requester: text.slice(0, 300),
      form: {
        type: "object",
        properties: { [text]: { type: "string", title: text, description: text, default: text } },
      },
      channels: [
        { channel: "slack", webhookUrl: slack.url },
        { channel: "slack", to: PERSON },
        { channel: "discord", webhookUrl: discord.url },
        { channel: "teams", webhookUrl: teams.url },
        { channel: "webhook", webhookUrl: hook.url },
        { channel: "email", to: PERSON, subject: text.slice(0, 300) },
      ],
      callback: hook.url,
    });
    return this.#delivered(approval.id);
  }

  #delivered(id: string): Promise<Approval> {
    return eventually(
      () => this.#target.client.getApproval(id),
      ({ deliveries }) => deliveries.every(({ status }) => status !== "pending"),
      { what: `everybody is told of ${this.#text}`, within: 20_000 },
    ).then((approval) => {
      const failed = approval.deliveries.filter(({ status }) => status === "failed");
      this.#faults.push(...failed.map(({ channel, lastError }) => `${channel} was not told: ${lastError ?? ""}`));
      return approval;
    });
  }

  #typed(approved: string): Record<string, string> {
    const text = this.#text;
    return { approved, feedback: text, reason: text, approver: text.slice(0, 300), [`values.${text}`]: text };
  }

  async #answer(id: string, link: string): Promise<void> {
    const body = { approved: false, feedback: this.#text, reason: this.#text, approver: this.#text.slice(0, 300) };
    const answer = await this.#target.send({ path: pathOf(link), body: JSON.stringify(body) });
    if (answer.status !== 200) this.#faults.push(`an answer is refused: ${answer.text.slice(0, 200)}`);
    await this.#delivered(id);
    // The news of how it ended follow the answer.
    await sleep(150);
  }

  #stored(runId: string): string[] {
    return [
      "/runs",
      `/runs/${runId}`,
      "/ensembles",
      "/ensembles/publish",
      "/overview",
      "/",
      "/audit",
      `/audit?run=${runId}`,
    ];
  }

  #reflected(link: string): string[] {
    const odd = encodeURIComponent(this.#text.toWellFormed());
    const queries = [
      "/runs?ensemble=",
      "/runs?status=",
      "/runs?cursor=",
      "/audit?actor=",
      "/audit?run=",
      "/overview?days=",
    ];
    return [
      ...queries.map((path) => path + odd),
      `/overview?ensemble=${odd}&since=${odd}`,
      `/runs/${odd}`,
      `/ensembles/${odd}`,
      `/approvals/${odd}`,
      `/ensembles/publish?${odd}=${odd}`,
      `/callback/${odd}`,
      `${pathOf(link)}?action=${odd}`,
      `/sign-in?next=${odd}`,
      `/sign-in?next=/${odd}`,
      ...["/%09/", "/%0a/", "/%0d/", "//", "/%5c", "https://", "/%09%5c"].map((way) => `/sign-in?next=${way}${EVIL}`),
      `/${odd}`,
    ];
  }

  async #page(request: RawRequest): Promise<void> {
    this.#pages += 1;
    const headers = { accept: "text/html", cookie: this.#cookie, origin: this.#target.worker.url, ...request.headers };
    const answer = await this.#target.send({ ...request, headers });
    const where = request.path.slice(0, 60);
    if (answer.status >= 500) this.#faults.push(`${where} failed with ${answer.status}`);
    if (answer.headers["content-type"]?.startsWith("text/html") === true)
      this.#faults.push(...pageFaults(answer.text).map((fault) => `${where}: ${fault}`));
    const to = answer.headers["location"] ?? "";
    if (new URL(to, this.#target.worker.url).origin !== this.#target.worker.url)
      this.#faults.push(`${where} leads to ${to}`);
    for (const [name, value] of Object.entries(answer.headers))
      if (value.includes(EVIL) && name !== "location") this.#faults.push(`${where}: ${name}: ${value}`);
  }

  /** What a browser makes of them: a dialogue or a refusal of the policy means that a text became a script. */
  async #inBrowser(browser: Browser, paths: readonly string[]): Promise<number> {
    const page = await openPage(browser);
    const [name = "", value = ""] = this.#cookie.split(/=(.*)/s);
    await page.context().addCookies([{ name, value, url: this.#target.worker.url }]);
    page.on("dialog", (dialog) => {
      this.#faults.push(`${page.url()} opened a dialogue`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (/Content Security Policy|Refused to/.test(message.text()))
        this.#faults.push(`${page.url()}: ${message.text()}`);
    });
    for (const path of paths) await page.goto(this.#target.worker.url + path, { waitUntil: "domcontentloaded" });
    await page.close();
    return paths.length;
  }

  #counts() {
    const { slack, discord, teams, mail, hook, slackBot } = this.#target.servers;
    return [slack, discord, teams, mail, hook].map(({ requests }) => requests.length).concat(slackBot.calls.length);
  }

  #messages([slacks = 0, discords = 0, cards = 0, mails = 0, hooks = 0, calls = 0]: readonly number[]): number {
    const { slack, discord, teams, mail, hook, slackBot } = this.#target.servers;
    const found = [
      ...slack.requests.slice(slacks).map(slackRequestFaults),
      ...discord.requests.slice(discords).map(discordFaults),
      ...teams.requests.slice(cards).map(teamsFaults),
      ...mail.requests.slice(mails).map((request) => mailFaults(request, [PERSON])),
      ...hook.requests.slice(hooks).map((request) => webhookFaults(request, this.#text)),
      ...slackBot.calls.slice(calls).map(({ args }) => slackFaults(args)),
    ];
    this.#faults.push(...found.flat());
    return found.length;
  }
}

function pathOf(link: string): string {
  return new URL(link).pathname;
}
