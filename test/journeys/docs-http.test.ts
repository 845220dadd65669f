/** docs/http.md, tried out: its examples work on the shipped ensembles, and answers have the shapes that it shows. */
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importSnippet } from "../docs/import-snippet.ts";
import { placeOf, ROOT, snippetsOf, type Snippet } from "../docs/pages.ts";
import { Client, decide, decideByLink, expectStatus, send } from "../support/client.ts";
import { eventuallyThere } from "../support/eventually.ts";
import { runCurl } from "../support/curl-example.ts";
import { linkMailedTo } from "../support/links-in.ts";
import { type MailChannelsServer, startMailChannelsServer } from "../support/mailchannels-server.ts";
import { misshapen } from "../support/misshapen.ts";
import { eventually } from "../support/eventually.ts";
import { KEYS, testSettings } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";
import { TestWorker } from "../support/worker.ts";

const PAGE = snippetsOf("docs/http.md");

let worker: TestWorker;
let client: Client;
let post: MailChannelsServer;

/** What the variables of the page stand for, in a run that has just asked. */
let variables: Readonly<Record<"URL" | "KEY" | "RUN" | "APPROVAL" | "LINK", string>>;

beforeAll(async () => {
  post = await startMailChannelsServer();
  const vars = testSettings({ testServer: "http://localhost:9", mailchannels: post });
  worker = await TestWorker.start({ vars, ensembles: join(ROOT, "ensembles") });
  client = new Client(worker.url, KEYS.main);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await post.close();
});

beforeEach(async () => {
  variables = await askAnybody();
});

type Variables = typeof variables;

async function askAnybody(): Promise<Variables> {
  const { runId, approvalId } = await client.startAndSuspend("hello-approval", { message: "Hello, world" });
  const link = await client.mintLink(approvalId);
  // The trail follows within a second.
  await eventually(
    () => client.audit({ approval: approvalId }),
    (entries) => entries.length > 0,
    { what: "the trail has the request", every: 10 },
  );
  return { URL: worker.url, KEY: KEYS.main, RUN: runId, APPROVAL: approvalId, LINK: link };
}

/** One that names its approvers; the link is the one that was mailed to the first of them. */
async function askNamed(): Promise<Variables> {
  const payee = uniqueKey("payee");
  const { runId, approvalId } = await client.startAndSuspend("two-of-three", { payee, amount: 300 });
  const link = await linkMailedTo(() => post.requests, { address: "ana@example.com", about: payee });
  return { URL: worker.url, KEY: KEYS.main, RUN: runId, APPROVAL: approvalId, LINK: link };
}

/** What is about people needs some. */
function isAboutPeople({ text }: Snippet): boolean {
  return /\/(?:reassign|resend|delegate|own-link)\b/.test(text);
}

describe("the examples", () => {
  const examples = PAGE.filter(({ language }) => language === "sh");

  test("are many", () => {
    expect(examples.length).toBeGreaterThan(15);
  });

  test.each(examples.map((example) => [placeOf(example), example] as const))("%s", async (_place, example) => {
    const answer = await runCurl(example.text, isAboutPeople(example) ? await askNamed() : variables);
    expect(answer.status, answer.text).toBeLessThan(300);
    const shown = answerShown(example);
    if (shown !== undefined) expect(misshapen(shown, answer.body)).toEqual([]);
  });
});

describe("the refusals have the shape that is shown", () => {
  test("input-invalid", async () => {
    const answer = await client.tryStartRun("hello-approval", { input: {} });
    expect(misshapen(shownWith('"input-invalid"'), expectStatus(answer, 422).body)).toEqual([]);
  });

  test("approval-over, which says how it ended", async () => {
    await decide(variables.LINK, { approved: true });
    const answer = expectStatus(await decideByLink(variables.LINK, { approved: true }), 410);
    expect(misshapen(shownWith('"approval-over"'), answer.body)).toEqual([]);
    expect(answer.body).toMatchObject({ status: "approved" });
  });

  test("the page of an error code needs no key", async () => {
    expectStatus(await send(`${worker.url}/api/errors/approval-over`), 200);
  });
});

describe("a user interface of your own", () => {
  interface OwnInterface {
    readonly readRequest: (link: string) => Promise<object>;
    readonly answerRequest: (link: string, approved: boolean, approver: string, feedback: string) => Promise<string>;
  }

  test("reads what is asked, answers it, and is told what came of it", async () => {
    const { readRequest, answerRequest } = await importSnippet<OwnInterface>("docs/http.md", "client");
    expect(await readRequest(variables.LINK)).toMatchObject({ metadata: { prompt: "Publish this greeting?" } });
    expect(await answerRequest(variables.LINK, true, "ana@example.com", "Nice")).toBe("The request is approved.");
    expect(await answerRequest(variables.LINK, false, "ana@example.com", "")).toContain("already approved");
    expect(await readRequest(variables.LINK)).toMatchObject({ code: "approval-over" });
    expect(await client.waitForEnd(variables.RUN)).toMatchObject({ status: "completed" });
  });

  test("is told how many more are needed", async () => {
    const { answerRequest } = await importSnippet<OwnInterface>("docs/http.md", "client");
    const { approvalId } = await client.startAndSuspend("two-of-three", { payee: "Dana", amount: 120 });
    const link = await client.mintLink(approvalId);
    expect(await answerRequest(link, true, "ana@example.com", "")).toBe("Recorded; 1 more needed.");
  });
});

describe("a program that asks without an ensemble", () => {
  interface Asker {
    readonly ask: (server: { url: string; key: string }, name: string, request: object) => Promise<object>;
  }

  test("waits for the answer, and is told the same when it asks again", async () => {
    const { ask } = await importSnippet<Asker>("docs/http.md", "asker");
    const server = { url: worker.url, key: KEYS.main };
    const request = { title: "Docs", prompt: "Ship it?" };
    const waiting = ask(server, "docs-ask", request);
    const pending = await eventuallyThere(async () => (await client.listApprovals({ ensemble: "Docs" }))[0], {
      what: "it is listed",
    });
    await decide(await client.mintLink(pending.id), { approved: true });
    expect(await waiting).toMatchObject({ id: pending.id, status: "approved" });
    expect(await ask(server, "docs-ask", request)).toMatchObject({ id: pending.id });
    await expect(ask(server, "docs-ask", { prompt: "Other?" })).rejects.toThrow("idempotency-conflict");
  });
});

/** The answer that the page shows right after an example. */
function answerShown(example: Snippet): unknown {
  const next = PAGE[PAGE.indexOf(example) + 1];
  const end = example.line + example.text.split("\n").length;
  return next?.language === "json" && next.line <= end + 2 ? (JSON.parse(next.text) as unknown) : undefined;
}

function shownWith(text: string): unknown {
  const snippet = PAGE.find((candidate) => candidate.language === "json" && candidate.text.includes(text));
  return JSON.parse(snippet?.text ?? "null") as unknown;
}
