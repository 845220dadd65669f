/** Pages on which somebody sees what can be run, starts it, follows it, and sees how approvals go. */
import { describe, expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { open, post, sessionOf } from "../support/pages.ts";
import { KEYS, TEST_SECRET } from "../support/settings.ts";
import { shared, sharedClient } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const GOOD = { "values.topic": "Bees", "values.count": "3" };

function onceIn(page: string): string {
  return /name="once" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

describe("ensembles", () => {
  test("all are listed, each leads to its page with its plan and a form", async () => {
    const session = await sessionOf(KEYS.runs);
    const list = (await open("/ensembles", session)).text;
    expect(list).toContain('href="/ensembles/strict-input"');
    expect(list).toContain("Takes only what fits");
    const page = await open("/ensembles/publish", session);
    expect(page.status).toBe(200);
    for (const part of ["<svg", "Draft, ask, publish", "asks people", 'name="values.title"', 'value="Untitled"'])
      expect(page.text).toContain(part);
  });

  test("one that is not there is not there, and a key without the scope sees none", async () => {
    expect((await open("/ensembles/nobody", await sessionOf(KEYS.runs))).status).toBe(404);
    for (const path of ["/ensembles", "/ensembles/publish"])
      expect((await open(path, await sessionOf(KEYS.audit))).status).toBe(403);
    const refused = await post("/ensembles/strict-input", GOOD, { cookie: await sessionOf(KEYS.audit) });
    expect(refused.status).toBe(403);
  });
});

describe("the form that starts a run", () => {
  test("starts it with what was filled in, in the name of the key", async () => {
    const answer = await post(
      "/ensembles/strict-input",
      {
        ...GOOD,
        "values.ratio": "0.5",
        "values.urgent": "true",
        "values.tags": '["a","b"]',
        "values.anything": "word",
      },
      { cookie: await sessionOf(KEYS.runs) },
    );
    expect(answer.status).toBe(303);
    const run = await shared().client.getRun((answer.headers.get("location") ?? "").replace("/runs/", ""));
    expect(run).toMatchObject({
      ensemble: "strict-input",
      requestedBy: "starter",
      input: { topic: "Bees", count: 3, ratio: 0.5, urgent: true, tags: ["a", "b"], anything: "word" },
    });
  });

  test("comes back with what is wrong with each field, and with all that was typed", async () => {
    const typed = '<script>"typed"</script>';
    const answer = await post(
      "/ensembles/strict-input",
      { "values.topic": typed, "values.count": "many", "values.options": "{", "values.tone": "shrill" },
      { cookie: await sessionOf(KEYS.runs) },
    );
    expect(answer.status).toBe(422);
    for (const text of ["Count must be a whole number.", "Options must be an object.", "Tone must be one of"])
      expect(answer.text).toContain(text);
    expect(answer.text).toContain("&lt;script&gt;&quot;typed&quot;&lt;/script&gt;");
    expect(answer.text).toContain('value="many"');
    expect(answer.text).not.toContain("<script>");
    expect(answer.text).toMatch(/id="input-2"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="input-2"/);
  });

  test("sent twice starts one run; sent again with something else, it says so and keeps it", async () => {
    const cookie = await sessionOf(KEYS.runs);
    const once = onceIn((await open("/ensembles/strict-input", cookie)).text);
    expect(once).toMatch(/^[0-9a-f-]{36}$/);
    const sent = await Promise.all([1, 2, 3].map(() => post("/ensembles/strict-input", { ...GOOD, once }, { cookie })));
    expect(new Set(sent.map(({ status, headers }) => `${status} ${headers.get("location")}`)).size).toBe(1);
    const other = await post("/ensembles/strict-input", { ...GOOD, once, "values.topic": "Wasps" }, { cookie });
    expect(other.status).toBe(422);
    expect(other.text).toContain("has started a run already");
    expect(other.text).toContain('value="Wasps"');
    const again = await post(
      "/ensembles/strict-input",
      { ...GOOD, "values.topic": "Wasps", once: onceIn(other.text) },
      { cookie },
    );
    expect(again.status).toBe(303);
  });

  test("takes no more than an input may have", async () => {
    const cookie = await sessionOf(KEYS.runs);
    const answer = await post("/ensembles/strict-input", { ...GOOD, "values.topic": "x".repeat(530_000) }, { cookie });
    expect([answer.status, answer.text.includes("more than 512 KiB")]).toEqual([422, true]);
    expect((await post("/ensembles/strict-input", { x: "x".repeat(1_700_000) }, { cookie })).status).toBe(413);
  });
});

describe("a run's page", () => {
  test("shows its plan with states, and what each step was given and gave", async () => {
    const { client } = shared();
    const { runId, approvalId } = await client.startAndSuspend("publish", {
      key: uniqueKey("plan"),
      title: "</text><script>",
    });
    const session = await sessionOf(KEYS.runs);
    const waiting = (await open(`/runs/${runId}`, session)).text;
    for (const part of [
      'href="#step-1"',
      'id="step-2"',
      "To come",
      "Waiting",
      `/approvals/${approvalId}`,
      "What it was given",
    ])
      expect(waiting).toContain(part);
    expect(waiting).not.toContain("<script>");
    await decide(await client.mintLink(approvalId), { approved: false });
    await client.waitForEnd(runId);
    const over = (await open(`/runs/${runId}`, session)).text;
    for (const part of ["Rejected", "Skipped", "Run again from here", 'name="from" value="publish"'])
      expect(over).toContain(part);
  });

  test("and no secret of what it was given", async () => {
    const { client } = shared();
    const { runId, approvalId } = await client.startAndSuspend("secretive", { key: uniqueKey("secret-page") });
    await decide(await client.mintLink(approvalId), { approved: true });
    await client.waitForEnd(runId);
    const page = (await open(`/runs/${runId}`, await sessionOf(KEYS.runs))).text;
    expect(page).toContain("What it was given");
    expect(page).not.toContain(TEST_SECRET);
    expect(page).not.toContain("Bearer");
  });
});

describe("the overview", () => {
  test("is for keys that may see the trail, and shows their own workspace", async () => {
    expect((await open("/overview", await sessionOf(KEYS.runs))).status).toBe(403);
    const approver = `${uniqueKey("waited-for")}@example.com`;
    const input = { key: uniqueKey("overview"), approvers: [approver], minApprovals: 1 };
    const neighbour = sharedClient("other");
    const { runId, approvalId } = await neighbour.startAndSuspend("committee", input);
    const session = await sessionOf(KEYS.other);
    // Lists follow their owners within a second.
    await expect.poll(async () => (await open("/overview", session)).text).toContain(approver);
    const waits = (await open("/overview", session)).text;
    for (const part of ["Who is waited for", approver, `/approvals/${approvalId}`]) expect(waits).toContain(part);
    expect((await open("/overview", await sessionOf(KEYS.audit))).text).not.toContain(approver);
    await decide(await neighbour.mintLink(approvalId, approver), { approved: true });
    await neighbour.waitForEnd(runId);
    await expect.poll(async () => (await open("/overview", session)).text).toContain("within 3 seconds");
    const page = (await open("/overview", session)).text;
    for (const part of ["Half are there within", "Answered without reading?", approver, "Approved"])
      expect(page).toContain(part);
  });
});

describe("an ensemble in TypeScript", () => {
  test("is started from its form, and drawn from the steps that its run has taken", async () => {
    const session = await sessionOf(KEYS.runs);
    const answer = await post("/ensembles/in-code", { "values.case": "ask" }, { cookie: session });
    expect(answer.status).toBe(303);
    const path = answer.headers.get("location") ?? "";
    await shared().client.waitForStatus(path.replace("/runs/", ""), "suspended");
    const page = (await open(path, session)).text;
    const drawn = /<div class="diagram.*?<\/svg>/s.exec(page)?.[0] ?? "";
    for (const part of ["draft", "review", "Waiting"]) expect(drawn).toContain(part);
    expect(drawn).not.toContain("publish");
  });
});
