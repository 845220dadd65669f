/** Forms of the pages that come without a session, from another site, or too late: nothing is done, and nothing typed is lost. */
import { beforeAll, describe, expect, test } from "vitest";
import { Approval } from "../../src/contract/approval.ts";
import { type Answer, expectStatus } from "../support/client.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { type Fields, hiddenFieldsOf, PageVisitor } from "../support/visitor.ts";

const ANA = "ana@example.com";
const TYPED = `two\nlines <b>"x"</b> & more`;
const SHOWN = "lines &lt;b&gt;&quot;x&quot;&lt;/b&gt; &amp; more";

const nobody = new PageVisitor();
let runId = "";
let approvalId = "";
let holder = nobody;
let ana = nobody;

async function ask(): Promise<string> {
  const body = { prompt: `Shall we, ${uniqueKey("over")}?`, approvers: [ANA] };
  return Approval.parse(expectStatus(await shared().client.send("/api/approvals", { method: "POST", body }), 201).body)
    .id;
}

beforeAll(async () => {
  ({ runId } = await shared().client.startAndSuspend("publish", { key: uniqueKey("session") }));
  approvalId = await ask();
  holder = await PageVisitor.withKey(KEYS.main);
  ana = await PageVisitor.throughAccess(ANA);
});

function signIn(page: Answer, key: string): Promise<Answer> {
  return nobody.post("/sign-in", { ...hiddenFieldsOf(page.text), key });
}

function expectUnframed({ headers }: Answer): void {
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("cache-control")).toBe("no-store");
}

/** Every form that posts, filled in; and what its page shows again. */
const FORMS: readonly (readonly [what: string, path: () => string, fields: () => Fields, again: readonly string[]])[] =
  [
    ["an answer", () => `/approvals/${approvalId}`, () => ({ approved: "true", feedback: TYPED }), [SHOWN]],
    ["handing over", () => `/approvals/${approvalId}/delegate`, () => ({ to: "dee@example.com" }), ["dee@example.com"]],
    ["a link of one's own", () => `/approvals/${approvalId}/own-link`, () => ({ approver: ANA }), [ANA]],
    [
      "several answers",
      () => "/approvals",
      () => ({ id: approvalId, approved: "false", stage: "confirmed", reason: TYPED }),
      [SHOWN, "Reject 1 request?"],
    ],
    ["cancelling", () => `/runs/${runId}/cancel`, () => ({ "made-for": madeFor }), ["Cancel the run"]],
    ["running again", () => `/runs/${runId}/restart`, () => ({ from: "draft" }), ["Cancel the run"]],
    [
      "starting a run",
      () => "/ensembles/strict-input",
      () => ({ "values.topic": "Bees", "values.count": "many", "values.options": TYPED, "values.tone": "loud" }),
      ['value="Bees"', 'value="many"', SHOWN, '<option value="loud" selected=""'],
    ],
  ];
let madeFor = "";

beforeAll(async () => {
  madeFor = hiddenFieldsOf((await holder.open(`/runs/${runId}`)).text)["made-for"]?.[0] ?? "";
});

describe.each(FORMS)("%s", (_what, path, fields, again) => {
  test("without a session is kept through signing in, and not sent", async () => {
    const page = await nobody.post(path(), fields());
    expect([page.status, page.text]).toEqual([401, expect.stringContaining("what you typed is kept")]);
    expectUnframed(page);
    const back = await signIn(page, KEYS.ana);
    const shown = path().startsWith("/approvals/") || path() === "/approvals" ? back : await signIn(page, KEYS.main);
    expect(shown.status).toBe(200);
    expect(shown.headers.get("set-cookie")).toContain("countersign=");
    expect(shown.text).toContain("Nothing has been sent yet");
    for (const text of again) expect(shown.text).toContain(text);
    expect(shown.text).not.toContain("<b>");
    expectUnframed(shown);
    await expectNothingDone();
  });

  test("from another site is refused, whoever is signed in, and nothing of it is shown", async () => {
    for (const visitor of [nobody, holder, ana]) {
      for (const origin of ["https://evil.example", "null"]) {
        const answer = await visitor.post(path(), fields(), { origin });
        expect(answer.status).toBe(403);
        expect(answer.text).toContain("another site");
        for (const text of again) expect(answer.text).not.toContain(text);
        expectUnframed(answer);
      }
    }
    await expectNothingDone();
  });

  test("comes back to nobody of another workspace, and is not lost by trying", async () => {
    const page = await nobody.post(path(), { ...fields(), "made-for": madeFor });
    const elsewhere = await signIn(page, KEYS.other);
    expect([elsewhere.status, elsewhere.headers.get("set-cookie")]).toEqual([403, null]);
    expect(elsewhere.text).toContain("This key belongs to another workspace");
    expect(hiddenFieldsOf(elsewhere.text)).toEqual(hiddenFieldsOf(page.text));
    expect((await signIn(elsewhere, KEYS.main)).text).toContain("Nothing has been sent yet");
  });
});

async function expectNothingDone(): Promise<void> {
  const { client } = shared();
  const [run, approval] = await Promise.all([client.getRun(runId), client.getApproval(approvalId)]);
  expect([run.status, approval.status, approval.delegates]).toEqual(["suspended", "pending", undefined]);
}

test("a search comes back from signing in with what was looked for", async () => {
  const search = "/audit?run=r%20%26x&actor=key%3Aci";
  const asked = await nobody.open(search);
  const next = new URL(asked.headers.get("location") ?? "", "https://x").searchParams.get("next") ?? "";
  const back = await nobody.post("/sign-in", { key: KEYS.main, next });
  expect([back.status, back.headers.get("location")]).toEqual([303, search]);
  expect((await holder.open(search)).text).toContain('value="r &amp;x"');
});

test("what is kept by a key without the scope for it is shown to be copied", async () => {
  const page = await nobody.post("/ensembles/strict-input", { "values.topic": TYPED, "made-for": madeFor });
  const back = await signIn(page, KEYS.approvals);
  expect([back.status, back.text]).toEqual([403, expect.stringContaining("What you typed")]);
  expect(back.text).toContain(SHOWN);
  expect(back.text).not.toContain(KEYS.approvals);
});

describe("too late", () => {
  test("a run that has ended says so, and stays as it is", async () => {
    const { client } = shared();
    const { run } = await ended();
    const answer = await holder.post(`/runs/${run}/cancel`, {});
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining("Nothing was cancelled")]);
    expect((await client.getRun(run)).status).toBe("completed");
  });

  test("a run is not run again from where it never was, and its page says why", async () => {
    const { run } = await ended();
    const answer = await holder.post(`/runs/${run}/restart`, { from: "nobody" });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("The run was not started again");
    expect(answer.text).toContain("no agent &quot;nobody&quot;");
    expect(answer.text).toContain("Run it again");
  });

  test("an ensemble that has changed since is not run, and what was typed stays", async () => {
    const typed = { "values.topic": "Bees", "values.count": "3", "values.gone": TYPED };
    const before = await runsOf("strict-input");
    const answer = await holder.post("/ensembles/strict-input", { ...typed, plan: "0".repeat(64) });
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining("The ensemble has changed")]);
    for (const text of ['value="Bees"', "What you typed", SHOWN]) expect(answer.text).toContain(text);
    expect(await runsOf("strict-input")).toEqual(before);
    const { plan = [] } = hiddenFieldsOf(answer.text);
    const sent = await holder.post("/ensembles/strict-input", {
      "values.topic": "Bees",
      "values.count": "3",
      plan,
    });
    expect(sent.status).toBe(303);
  });

  test("an ensemble that is gone leaves what was typed to be copied", async () => {
    const answer = await holder.post("/ensembles/gone", { "values.topic": TYPED, once: "a-secret" });
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining("There is no ensemble named")]);
    expect(answer.text).toContain(SHOWN);
    expect(answer.text).not.toContain("a-secret");
  });

  test("a request that somebody else settled tells who handed it over, and several the comment that did not count", async () => {
    const id = await ask();
    const decision = { method: "POST", body: { approved: false, approver: ANA } };
    expectStatus(await shared().client.send(`/api/approvals/${id}/decision`, decision), 200);
    const late = await ana.post(`/approvals/${id}/delegate`, { to: "dee@example.com" });
    expect(late.status).toBe(410);
    for (const text of ["That did not work", "Rejected", "What you typed", "dee@example.com"])
      expect(late.text).toContain(text);
    const several = await ana.post("/approvals", { id, approved: "false", stage: "confirmed", reason: TYPED });
    for (const text of ["0 of 1 request answered", "You have answered it already", "What you typed", SHOWN])
      expect(several.text).toContain(text);
    const again = await signIn(
      await nobody.post("/approvals", { id, approved: "false", stage: "confirmed", reason: TYPED }),
      KEYS.ana,
    );
    for (const text of ["None of them can be answered", SHOWN]) expect(again.text).toContain(text);
  });

  test("a comment that is too long for several comes back with what is wrong", async () => {
    const id = await ask();
    const answer = await ana.post("/approvals", {
      id,
      approved: "true",
      stage: "confirmed",
      feedback: "x".repeat(10_001),
    });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("x".repeat(10_001))]);
    expect(answer.text).toContain('aria-invalid="true"');
    expect((await shared().client.getApproval(id)).status).toBe("pending");
  });
});

async function ended(): Promise<{ run: string }> {
  const sent = await holder.post("/ensembles/strict-input", { "values.topic": "Bees", "values.count": "3" });
  const run = (sent.headers.get("location") ?? "").replace("/runs/", "");
  await shared().client.waitForEnd(run);
  return { run };
}

async function runsOf(ensemble: string): Promise<readonly string[]> {
  const { text } = await holder.open(`/runs?ensemble=${ensemble}`);
  return [...new Set([...text.matchAll(/\/runs\/(run_[0-9a-f]+)/g)].map(([, id = ""]) => id))];
}
