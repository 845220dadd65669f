/** The inbox and its requests, for people who are signed in: who sees what, who answers what, and how it is on record. */
import { describe, expect, test } from "vitest";
import { Approval } from "../../src/contract/approval.ts";
import { expectStatus, type Answer } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { BOSS, KEYS } from "../support/settings.ts";
import { shared, sharedClient } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { type Fields, hiddenFieldsOf, PageVisitor } from "../support/visitor.ts";

const ANA = "ana@example.com";

/** Asks people without a run; each prompt is its own. */
async function ask(parts: object = {}): Promise<{ id: string; prompt: string; path: string }> {
  const prompt = `Shall we, ${uniqueKey("inbox")}?`;
  const body = { prompt, approvers: [ANA], requester: "dee@example.com", ...parts };
  const { id } = Approval.parse(
    expectStatus(await shared().client.send("/api/approvals", { method: "POST", body }), 201).body,
  );
  const listed = () => shared().client.listApprovals({ limit: "100" });
  await eventually(listed, (all) => all.some((one) => one.id === id), { what: `${id} is listed` });
  return { id, prompt, path: `/approvals/${id}` };
}

function statusOf(id: string): Promise<string> {
  return shared()
    .client.getApproval(id)
    .then(({ status }) => status);
}

async function answererOf(id: string) {
  const { approvals } = await shared().client.getApproval(id);
  const trail = await shared().client.audit({ approval: id });
  const { actor } = trail.find(({ type }) => type === "approval.answered") ?? {};
  return { ...approvals[0], actor };
}

describe("signed in through Cloudflare Access", () => {
  test("an approver finds what waits for them, answers it, and is on record as proved", async () => {
    const { id, prompt, path } = await ask();
    const ana = await PageVisitor.throughAccess(ANA);
    const inbox = await ana.open("/");
    expect(inbox.text).toMatch(/<title>\(\d+\+?\) Inbox/);
    expect(inbox.text).toContain(prompt);
    expect(inbox.text).toContain(`href="${path}"`);

    const page = await ana.open(path);
    expect(page.text).toContain("You are signed in as this approver");
    expect(page.text).not.toContain("This link");
    const done = await ana.post(path, { approved: "true", feedback: "Fine" });
    expect([done.status, done.text]).toEqual([200, expect.stringContaining("Your approval is recorded")]);
    expect(await answererOf(id)).toMatchObject({
      approver: ANA,
      via: "sign-in",
      verified: true,
      actor: `person:${ANA}`,
    });

    const after = await ana.open(path);
    expect([after.status, after.text]).toEqual([200, expect.stringContaining("This request was approved")]);
    expect(after.text).not.toContain("This link");
    await eventually(
      () => ana.open("/"),
      ({ text }) => !text.includes(prompt),
      { what: "it waits no more" },
    );
    expect((await ana.open("/?tab=decided")).text).toContain(prompt);
    const again = await ana.post(path, { approved: "false" });
    expect([again.status, await statusOf(id)]).toEqual([410, "approved"]);
  });

  test("whoever is not asked may look, and not answer, whatever they send", async () => {
    const { id, prompt, path } = await ask();
    const eve = await PageVisitor.throughAccess("eve@example.com");
    expect((await eve.open("/")).text).not.toContain(prompt);
    expect((await eve.open("/?tab=waiting")).text).toContain(prompt);
    const page = await eve.open(path);
    expect(page.text).toContain("Others are asked");
    expect(page.text).not.toContain('name="approved"');
    for (const approver of ["", ANA, "eve@example.com"]) {
      expect((await eve.post(path, { approved: "true", approver })).status).toBe(403);
    }
    expect((await eve.post(`${path}/delegate`, { to: "eve@example.com" })).status).toBe(403);
    expect((await eve.post("/approvals", { id, approved: "true", stage: "confirmed" })).text).toContain(
      "It does not ask you",
    );
    expect(await statusOf(id)).toBe("pending");
  });

  test("an admin sees the runs too; others do not", async () => {
    const [ana, boss] = await Promise.all([PageVisitor.throughAccess(ANA), PageVisitor.throughAccess(BOSS)]);
    expect((await ana.open("/runs")).status).toBe(403);
    expect((await boss.open("/runs")).status).toBe(200);
    const { approvalId, runId } = await shared().client.startAndSuspend("publish", { key: uniqueKey("linked") });
    expect((await boss.open(`/approvals/${approvalId}`)).text).toContain(`href="/runs/${runId}"`);
    expect((await ana.open(`/approvals/${approvalId}`)).text).not.toContain(`href="/runs/${runId}"`);
  });

  test("signing out is up to Access", async () => {
    const answer = await (await PageVisitor.throughAccess(ANA)).post("/sign-out", {});
    expect(answer.headers.get("location")).toBe("/cdn-cgi/access/logout");
  });

  test("a forged proof is none: no signature, another audience, another time, another kind of key", async () => {
    const { id, path } = await ask();
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const claims = encode({ email: ANA, iss: "https://evil.example", exp: 9_999_999_999 });
    const strangers = [
      new PageVisitor({ "cf-access-authenticated-user-email": ANA }),
      new PageVisitor({ "cf-access-jwt-assertion": ANA }),
      new PageVisitor({ "cf-access-jwt-assertion": `${encode({ alg: "none" })}.${claims}.` }),
      await PageVisitor.throughAccess(ANA, { audience: "another" }),
      await PageVisitor.throughAccess(ANA, { expires: 1_000 }),
      await PageVisitor.throughAccess(ANA, { alg: "HS256", key: new TextEncoder().encode(KEYS.main) }),
    ];
    for (const stranger of strangers) {
      const opened = await stranger.open(path);
      expect([opened.status, opened.headers.get("location")]).toEqual([
        303,
        `/sign-in?next=${encodeURIComponent(path)}`,
      ]);
      expect((await stranger.post(path, { approved: "true" })).status).toBe(401);
    }
    expect(await statusOf(id)).toBe("pending");
  });
});

describe("signed in with a key", () => {
  test("that is somebody's, it opens their inbox and answers for them, without proof", async () => {
    const { id, prompt, path } = await ask();
    const ana = await PageVisitor.withKey(KEYS.ana);
    expect((await ana.open("/")).text).toContain(prompt);
    expect((await ana.open(path)).text).toContain("answers for this approver");
    expect((await ana.post(path, { approved: "false", reason: "Too early" })).status).toBe(200);
    expect(await answererOf(id)).toMatchObject({ approver: ANA, via: "api", verified: false, actor: "key:anas-key" });
  });

  test("that is nobody's, it shows all that waits, and says for whom it answers", async () => {
    const { id, prompt, path } = await ask();
    const answerer = await PageVisitor.withKey(KEYS.approvals);
    expect((await answerer.open("/")).text).toContain(prompt);
    expect((await answerer.open(path)).text).toContain("Choose who you are");
    expect((await answerer.post(path, { approved: "true" })).status).toBe(403);
    expect((await answerer.post(path, { approved: "true", approver: ANA })).status).toBe(200);
    expect(await answererOf(id)).toMatchObject({ approver: ANA, via: "api", verified: false, actor: "key:answerer" });
  });

  test("it is no proof: where one is needed, it does not answer", async () => {
    const { id, path } = await ask({ requireVerified: true });
    const ana = await PageVisitor.withKey(KEYS.ana);
    const page = await ana.open(path);
    expect(page.text).toContain("A key does not answer this");
    expect(page.text).not.toContain('name="approved"');
    expect((await ana.post(path, { approved: "true" })).status).toBe(403);
    expect((await ana.post(`${path}/delegate`, { to: "dee@example.com" })).status).toBe(403);
    expect(await statusOf(id)).toBe("pending");
  });

  test("its scopes hold: without `approvals` there is no inbox and no request", async () => {
    const { id, path } = await ask();
    for (const [key, first] of [
      [KEYS.runs, "/runs"],
      [KEYS.audit, "/overview"],
    ] as const) {
      const visitor = await PageVisitor.withKey(key);
      expect((await visitor.open("/")).headers.get("location")).toBe(first);
      expect((await visitor.open(path)).status).toBe(403);
      expect((await visitor.post(path, { approved: "true", approver: ANA })).status).toBe(403);
      expect((await visitor.post("/approvals", { id, approved: "true", stage: "confirmed" })).status).toBe(403);
    }
    expect((await (await PageVisitor.withKey(KEYS.admin)).open("/")).status).toBe(403);
    expect(await statusOf(id)).toBe("pending");
  });

  test("of another workspace it sees nothing and decides nothing", async () => {
    const { id, prompt, path } = await ask({ approvers: undefined });
    const neighbour = await PageVisitor.withKey(KEYS.other);
    for (const tab of ["waiting", "decided"]) expect((await neighbour.open(`/?tab=${tab}`)).text).not.toContain(prompt);
    const page = await neighbour.open(path);
    expect([page.status, page.text]).toEqual([404, expect.stringContaining("There is no such approval")]);
    expect(page.text).not.toContain(prompt);
    expect((await neighbour.post(path, { approved: "true" })).status).toBe(404);
    const several = await neighbour.post("/approvals", { id, approved: "true", stage: "confirmed" });
    expect(several.text).toContain("It is not there");
    expect(await statusOf(id)).toBe("pending");
    for (const other of ["/approvals/nonsense", `/approvals/hitl_${"0".repeat(64)}`]) {
      expect((await neighbour.open(other)).status).toBe(404);
    }
  });
});

describe("several at once", () => {
  test("are named first, then answered one by one; what cannot be is told, with the way to it", async () => {
    const [first, second, form, other] = [
      await ask(),
      await ask(),
      await ask({ form: { type: "object", properties: { amount: { type: "number" } } } }),
      await ask({ approvers: ["bo@example.com"] }),
    ];
    const ana = await PageVisitor.throughAccess(ANA);
    const ids = [first, second, form, other].map(({ id }) => id);
    const confirm = await ana.post("/approvals", { id: ids, approved: "true" });
    expect(confirm.text).toContain("Approve 2 requests?");
    for (const { prompt } of [first, second, form]) expect(confirm.text).toContain(prompt);
    expect(confirm.text).toContain(`href="${form.path}"`);
    expect(hiddenFieldsOf(confirm.text)["id"]).toEqual([first.id, second.id]);
    expect(await statusOf(first.id)).toBe("pending");

    const sent = { id: ids, approved: "true", stage: "confirmed", feedback: "All fine" };
    const done = await ana.post("/approvals", sent);
    expect(done.text).toContain("2 of 4 requests answered");
    expect(done.text).toContain("answer it on its own page");
    expect(done.text).toContain("It does not ask you");
    expect(await Promise.all(ids.map(statusOf))).toEqual(["approved", "approved", "pending", "pending"]);
    expect(await answererOf(second.id)).toMatchObject({ via: "sign-in", verified: true, feedback: "All fine" });
    expect((await ana.post("/approvals", sent)).text).toContain("You have answered it already");
    const rejected = await ana.post("/approvals", { id: form.id, approved: "false", stage: "confirmed", reason: "No" });
    expect(rejected.text).toContain("1 request answered");
    expect(await statusOf(form.id)).toBe("rejected");
  });

  test("nothing chosen, or both answers at once, decides nothing", async () => {
    const { id } = await ask();
    const ana = await PageVisitor.throughAccess(ANA);
    const wrong: readonly Fields[] = [
      { approved: "true", stage: "confirmed" },
      { id, stage: "confirmed" },
      { id, approved: ["true", "false"], stage: "confirmed" },
      { id, approved: "yes", stage: "confirmed" },
    ];
    for (const fields of wrong) expect((await ana.post("/approvals", fields)).status).toBe(400);
    const long = await ana.post("/approvals", {
      id,
      approved: "true",
      stage: "confirmed",
      feedback: "x".repeat(20_000),
    });
    expect(long.status).toBe(400);
    expect((await ana.post("/approvals", { id, approved: "true", feedback: "x".repeat(80_000) })).status).toBe(413);
    expect(await statusOf(id)).toBe("pending");
  });

  test("from another site's form nothing is", async () => {
    const { id, path } = await ask();
    const ana = await PageVisitor.throughAccess(ANA);
    const elsewhere = { origin: "https://evil.example" };
    for (const target of ["/approvals", path, `${path}/delegate`, `${path}/own-link`]) {
      const answer = await ana.post(target, { id, approved: "true", stage: "confirmed" }, elsewhere);
      expect([target, answer.status]).toEqual([target, 403]);
    }
    expect(await statusOf(id)).toBe("pending");
  });
});

describe("a session that is over", () => {
  const typed = { approved: "true", feedback: `First line\nsecond <b>"line"</b> & more`, reason: "" };

  async function signInWith(page: Answer, key: string): Promise<Answer> {
    return new PageVisitor().post("/sign-in", { ...hiddenFieldsOf(page.text), key });
  }

  test("loses nothing that was typed, and sends nothing by itself", async () => {
    const { id, path } = await ask();
    const page = await new PageVisitor().post(path, typed);
    expect([page.status, page.text]).toEqual([401, expect.stringContaining("what you typed is kept")]);
    expect(page.text).not.toContain("<b>");
    const wrong = await signInWith(page, "a-wrong-key-a-wrong-key");
    expect(wrong.status).toBe(401);
    expect(hiddenFieldsOf(wrong.text)).toEqual(hiddenFieldsOf(page.text));

    const back = await signInWith(wrong, KEYS.ana);
    expect(back.headers.get("set-cookie")).toContain("countersign=");
    expect(back.text).toContain("You are signed in again");
    expect(back.text).toContain("second &lt;b&gt;&quot;line&quot;&lt;/b&gt; &amp; more");
    expect(back.text).toContain(`action="${path}"`);
    expect(await statusOf(id)).toBe("pending");
  });

  test("of somebody who may not see the request shows them nothing of it", async () => {
    const { id, prompt, path } = await ask();
    const back = await signInWith(await new PageVisitor().post(path, typed), KEYS.other);
    expect(back.status).toBe(404);
    expect(back.text).not.toContain(prompt);
    expect(back.text).toContain("There is no such request");
    expect(await statusOf(id)).toBe("pending");
  });

  test("brings several back to the question, not to the answer", async () => {
    const { id, prompt } = await ask();
    const page = await new PageVisitor().post("/approvals", { id, approved: "true", stage: "confirmed" });
    const back = await signInWith(page, KEYS.ana);
    expect(back.text).toContain("Approve 1 request?");
    expect(back.text).toContain(prompt);
    expect(await statusOf(id)).toBe("pending");
  });

  test("of a form that is too large, or none, keeps nothing", async () => {
    const { path } = await ask();
    expect((await new PageVisitor().post(path, { feedback: "x".repeat(1_600_000) })).status).toBe(413);
    expect((await new PageVisitor().post(path, {})).text).toContain("after signing in you are back");
  });
});

test("an inbox is narrowed down by what is asked, where, of whom and since when", async () => {
  const mine = await ask({ title: "narrow-mine" });
  const other = await ask({ title: "narrow-other", approvers: ["bo@example.com"] });
  const boss = await PageVisitor.throughAccess(BOSS);
  const shows = async (query: string) => {
    const { text } = await boss.open(`/?tab=waiting&${query}`);
    return [mine, other].filter(({ prompt }) => text.includes(prompt));
  };
  expect(await shows(`text=${encodeURIComponent(mine.prompt.toUpperCase())}`)).toEqual([mine]);
  expect(await shows("ensemble=narrow-other")).toEqual([other]);
  expect(await shows("approver=BO@example.com&ensemble=narrow-other")).toEqual([other]);
  expect(await shows("approver=bo@example.com&ensemble=narrow-mine")).toEqual([]);
  expect(await shows("ensemble=narrow-mine&age=hour")).toEqual([]);
  expect((await boss.open("/?tab=nonsense&age=never&cursor=%00")).status).toBe(200);
  const { text } = await boss.open(`/?tab=waiting&text=${encodeURIComponent('"><script>')}`);
  expect(text).not.toContain("<script>");
  await sharedClient("main").send(`/api/approvals/${other.id}/decision`, {
    method: "POST",
    body: { approved: true, approver: "bo@example.com" },
  });
});
