/** Every page in the states that matter: where it is found, who looks, what they do there first, and what it then says. */
import type { Page } from "playwright-core";
import type { KEYS } from "../support/settings.ts";
import { BROKEN_TRAIL, CROWDED_OVERVIEW, FIRST_RUN, NO_ENSEMBLES, UNPROVED } from "./drawn-states.ts";
import type { DrawnState } from "./draw-page.ts";
import type { ShownWorkspace } from "./shown-workspace.ts";

export interface PageState {
  /** From the root, or a whole address. */
  readonly path: (shown: ShownWorkspace) => string;
  /** Whose key has signed in; without one, nobody has. */
  readonly as?: keyof typeof KEYS;
  readonly act?: (page: Page) => Promise<unknown>;
  /** What makes it this state: the picture is not of another. */
  readonly says: string;
  /** What no test brings about is drawn here, under the headers of a page. */
  readonly drawn?: DrawnState;
}

/** A page is named as in docs/pages.md, or by what it is. */
export const PAGE_STATES: Readonly<Record<string, Readonly<Record<string, PageState>>>> = {
  request: {
    open: { path: ({ links }) => links.open, says: "Waiting for an answer" },
    "to-reject": { path: ({ links }) => `${links.open}?action=reject`, says: "Waiting for an answer" },
    answered: { path: ({ links }) => links.answered, says: "You approved" },
    approved: { path: ({ links }) => links.approved, says: "This request was approved" },
    rejected: { path: ({ links }) => links.rejected, says: "This request was rejected" },
    expired: { path: ({ links }) => links.expired, says: "This request has expired" },
    withdrawn: { path: ({ links }) => links.withdrawn, says: "This request was withdrawn" },
    unknown: { path: () => "/callback/unknown", says: "not known" },
  },
  "sign-in": {
    fresh: { path: () => "/sign-in", says: "With an API key of your workspace." },
    "wrong-key": { path: () => "/sign-in", act: (page) => enterKey(page, "not-a-key"), says: "This key is not known" },
    over: { path: openApproval, as: "shown", act: answerAfterTheEnd, says: "what you typed is kept" },
    "first-run": { path: () => "/sign-in", drawn: FIRST_RUN, says: "One thing is to be set" },
    unproved: { path: () => "/sign-in", drawn: UNPROVED, says: "did not say who you are" },
  },
  "/": {
    first: { path: () => "/", as: "quiet", says: "Requests appear here" },
    waiting: { path: () => "/", as: "shown", says: "Give Mara Lind the keys" },
    "all-waiting": { path: () => "/?tab=waiting", as: "shown", says: "Lend the van" },
    decided: { path: () => "/?tab=decided", as: "shown", says: "Expired" },
    "nothing-fits": { path: () => "/?tab=waiting&text=a%20unicorn&age=day", as: "shown", says: "Nothing fits." },
    keys: { path: () => "/", as: "shown", act: (page) => page.keyboard.press("?"), says: "the next request" },
    chosen: { path: () => "/", as: "shown", act: chooseAll, says: "With those you choose" },
    "none-chosen": { path: () => "/", as: "shown", act: (page) => press(page, "Approve…"), says: "Nothing was chosen" },
    several: { path: () => "/", as: "shown", act: (page) => rejectChosen(page), says: "Reject 2 requests?" },
  },
  "/approvals/{id}": {
    open: { path: openApproval, as: "shown", says: "Give Mara Lind the keys" },
    decided: { path: ({ approvals }) => `/approvals/${approvals.decided}`, as: "shown", says: "was approved" },
    "of-others": { path: ({ approvals }) => `/approvals/${approvals.ofOthers}`, as: "shown", says: "Others are asked" },
  },
  "/runs": {
    first: { path: () => "/runs", as: "quiet", says: "Nothing has been run yet." },
    mixed: { path: () => "/runs", as: "shown", says: "Failed" },
    "nothing-fits": { path: () => "/runs?ensemble=unicorn&status=failed", as: "shown", says: "no such runs" },
  },
  "/runs/{id}": {
    waits: { path: ({ runs }) => `/runs/${runs.waits}`, as: "shown", says: "Cancel the run" },
    failed: { path: ({ runs }) => `/runs/${runs.failed}`, as: "shown", says: "It failed at “publish”" },
    rounds: { path: ({ runs }) => `/runs/${runs.rounds}`, as: "shown", act: unfold, says: "Say when the fair opens." },
  },
  "/ensembles": {
    all: { path: () => "/ensembles", as: "shown", says: "rounds" },
    none: { path: () => "/ensembles", as: "shown", drawn: NO_ENSEMBLES, says: "Ensembles" },
    "not-allowed": { path: () => "/ensembles", as: "audit", says: "has not the scope" },
  },
  "/ensembles/{name}": {
    fresh: { path: () => "/ensembles/strict-input", as: "shown", says: "What to write about" },
    wrong: { path: () => "/ensembles/strict-input", as: "shown", act: startWrongly, says: "The run was not started" },
    started: { path: () => "/ensembles/in-code", as: "shown", act: startInCode, says: "Waiting for people" },
    "in-code": { path: () => "/ensembles/in-code", as: "shown", says: "Start" },
  },
  "/overview": {
    first: { path: () => "/overview", as: "quiet", says: "Nothing has been asked yet." },
    hints: { path: () => "/overview", as: "shown", says: "within 3 seconds" },
    crowded: { path: () => "/overview", as: "shown", drawn: CROWDED_OVERVIEW, says: "There are more" },
  },
  "/audit": {
    found: { path: ({ runs }) => `/audit?run=${runs.rounds}`, as: "shown", says: "approval.requested" },
    "nothing-fits": { path: () => "/audit?actor=key%3Anobody", as: "shown", says: "Nothing on record fits." },
    whole: { path: ({ runs }) => `/audit?check&run=${runs.failed}`, as: "shown", says: "The chain is whole" },
    broken: { path: () => "/audit?check", as: "shown", drawn: BROKEN_TRAIL, says: "The chain is broken" },
  },
  problem: {
    "not-found": { path: () => "/runs/unknown", as: "shown", says: "There is no such run" },
    "not-allowed": { path: () => "/runs", as: "audit", says: "has not the scope" },
    nowhere: { path: () => "/nowhere", says: "nothing at this address" },
  },
  "/api/docs": {
    whole: { path: () => "/api/docs", says: "POST /api/approvals" },
  },
};

function openApproval({ approvals }: ShownWorkspace): string {
  return `/approvals/${approvals.open}`;
}

async function enterKey(page: Page, key: string): Promise<void> {
  await page.getByLabel("API key").fill(key);
  await press(page, "Sign in");
}

async function answerAfterTheEnd(page: Page): Promise<void> {
  await page.getByLabel("Comment").fill("She has had them before.");
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await press(page, "Approve");
  await page.getByText("what you typed is kept").waitFor();
  await page.context().addCookies(cookies);
}

async function chooseAll(page: Page): Promise<void> {
  for (const box of await page.getByRole("checkbox").all()) await box.check();
}

async function rejectChosen(page: Page): Promise<void> {
  await chooseAll(page);
  await press(page, "Reject…");
}

/** The first that the second round was given. */
async function unfold(page: Page): Promise<void> {
  await page.locator(".steps li", { hasText: "draft#2" }).getByText("What it was given").click();
}

/** As a browser without these checks would send it. */
async function startWrongly(page: Page): Promise<void> {
  await page.locator("form[action^='/ensembles/']").evaluate((form) => form.setAttribute("novalidate", ""));
  await page.getByLabel("Topic").fill("Why the tide comes twice a day");
  await page.getByLabel("Options").fill('{ "length": ');
  await press(page, "Start the run");
}

async function startInCode(page: Page): Promise<void> {
  await page.getByLabel("Case").selectOption("both");
  await press(page, "Start the run");
  await page.waitForURL(/\/runs\/run_/);
  await page.getByText("Waiting for people").first().waitFor();
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole("button", { name, exact: true }).click();
}
