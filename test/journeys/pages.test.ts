/** The pages of a workspace: who gets in, what they see, and what they can do there. */
import { beforeAll, describe, expect, test } from "vitest";
import { decide, send } from "../support/client.ts";
import { open, post, sessionOf, signIn } from "../support/pages.ts";
import { KEYS, TEST_SECRET } from "../support/settings.ts";
import { shared, sharedClient } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const PAGES = ["/", "/runs", "/ensembles", "/ensembles/strict-input", "/overview", "/audit"];
/** The only kind of script there is. */
const OUR_SCRIPT = /^<script src="\/assets\/[a-z-]+-[0-9a-f]{16}\.js" defer="">$/;

let runId = "";

beforeAll(async () => {
  ({ runId } = await shared().client.startAndSuspend("publish", { key: uniqueKey("pages") }));
});

describe("signing in", () => {
  test("nobody sees a page without it, and everybody comes back to where they were", async () => {
    for (const path of [...PAGES, `/runs/${runId}`, "/runs?status=failed"]) {
      const answer = await open(path);
      expect([path, answer.status]).toEqual([path, 303]);
      const next = new URL(answer.headers.get("location") ?? "", shared().url).searchParams.get("next") ?? "/";
      expect(next).toBe(path);
    }
  });

  test("a key opens the pages for a while, by a cookie that no script reads", async () => {
    const answer = await signIn(KEYS.main, `/runs/${runId}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/runs/${runId}`]);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^countersign=[\w-]+\.[\w-]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain(KEYS.main);
  });

  test.each(["wrong-key-wrong-key-wrong-key", "", `${KEYS.main} x`])("with %j nobody gets in", async (key) => {
    const answer = await signIn(key);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.text).toContain("This key is not known");
  });

  test.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-out"])(
    "%s is no place to go afterwards",
    async (next) => {
      expect((await signIn(KEYS.main, next)).headers.get("location")).toBe("/");
    },
  );

  test("from another site's form it is refused, and so is everything else that changes something", async () => {
    const session = await sessionOf(KEYS.main);
    for (const path of [
      "/sign-in",
      "/sign-out",
      `/runs/${runId}/cancel`,
      `/runs/${runId}/restart`,
      "/ensembles/publish",
    ]) {
      const answer = await post(path, { key: KEYS.main }, { cookie: session, origin: "https://evil.example" });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.text).toContain("another site");
    }
    expect((await shared().client.getRun(runId)).status).toBe("suspended");
  });

  test("signing out ends it for the browser", async () => {
    const answer = await post("/sign-out", {}, { cookie: await sessionOf(KEYS.main) });
    expect(answer.headers.get("set-cookie")).toContain("countersign=; Max-Age=0");
  });

  test("a session that was tampered with is none", async () => {
    const session = await sessionOf(KEYS.runs);
    expect((await open("/runs", `${session.slice(0, -2)}xx`)).status).toBe(303);
  });
});

describe("what somebody sees", () => {
  test("the scopes of the key hold", async () => {
    const starter = await sessionOf(KEYS.runs);
    expect((await open("/runs", starter)).status).toBe(200);
    const refused = await open("/audit", starter);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("has not the scope");
    expect((await open("/audit", await sessionOf(KEYS.audit))).status).toBe(200);
    expect((await open(`/runs/${runId}`, await sessionOf(KEYS.approvals))).status).toBe(403);
  });

  test("another workspace's run is not there", async () => {
    const neighbour = await sessionOf(KEYS.other);
    expect((await open(`/runs/${runId}`, neighbour)).status).toBe(404);
    expect((await post(`/runs/${runId}/cancel`, {}, { cookie: neighbour })).status).toBe(404);
    expect((await open("/runs", neighbour)).text).not.toContain(runId);
    expect((await open(`/audit?run=${runId}`, neighbour)).text).not.toContain(`/runs/${runId}`);
  });

  test("every page is of one origin, unframed, uncached, and keeps secrets", async () => {
    const session = await sessionOf(KEYS.main);
    for (const path of [...PAGES, `/runs/${runId}`, "/runs/unknown", "/sign-in?next=%22%3E%3Cscript%3E"]) {
      const answer = await open(path, path.startsWith("/sign-in") ? undefined : session);
      expect(answer.headers.get("content-type")).toContain("text/html");
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("unsafe");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.text).not.toContain(TEST_SECRET);
      expect(policy).toContain("script-src 'self'");
      for (const script of answer.text.match(/<script[^>]*>/g) ?? []) expect(script).toMatch(OUR_SCRIPT);
    }
  });

  test("its scripts are files of our own, kept by browsers for good", async () => {
    const [, path = ""] = /<script src="([^"]*)"/.exec((await open("/sign-in")).text) ?? [];
    const { status, headers } = await send(`${shared().url}${path}`);
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("the trail can be searched, and its chain checked in place", async () => {
    const session = await sessionOf(KEYS.main);
    await expect.poll(async () => (await open(`/audit?run=${runId}`, session)).text).toContain("approval.requested");
    expect((await open("/audit?actor=key%3Anobody", session)).text).not.toContain("run.started");
    const [, ofOne = ""] =
      /href="(\/audit\?actor=[^"]*)"/.exec((await open(`/audit?run=${runId}`, session)).text) ?? [];
    expect((await open(ofOne, session)).text).toContain(runId);
    const { client } = shared();
    const mine = await client.startAndSuspend("publish", { key: uniqueKey("searched") });
    await decide(await client.mintLink(mine.approvalId, "finder@example.com"), { approved: true });
    await expect
      .poll(async () => (await open("/audit?actor=finder@example.com", session)).text)
      .toContain("person:finder@example.com");
    expect((await open("/audit?actor=ci", session)).text).toContain("key:ci");
    expect((await open("/audit?check", session)).text).toContain("The chain is whole");
    expect((await open("/audit/export", session)).text).toContain(runId);
    expect((await open("/audit/export?format=csv", session)).text).toMatch(/^seq,id,at,/);
    expect((await open("/audit/export", await sessionOf(KEYS.runs))).status).toBe(403);
  });

  test("a list goes on where it stopped, and filters stay", async () => {
    const session = await sessionOf(KEYS.main);
    const page = await open("/runs?ensemble=publish&status=suspended", session);
    expect(page.text).toContain(`/runs/${runId}`);
    expect((await open("/runs?ensemble=no-such-ensemble", session)).text).toContain("There are no such runs");
    expect((await open("/runs?cursor=%00nonsense", session)).status).toBeLessThan(500);
  });
});

describe("what somebody does", () => {
  test("a run is cancelled from its page, by whoever holds the key", async () => {
    const { client } = shared();
    const mine = await client.startAndSuspend("publish", { key: uniqueKey("cancelled") });
    const answer = await post(`/runs/${mine.runId}/cancel`, {}, { cookie: await sessionOf(KEYS.runs) });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/runs/${mine.runId}`]);
    expect((await client.getRun(mine.runId)).status).toBe("cancelled");
    const trail = await client.audit({ run: mine.runId });
    expect(trail.find(({ type }) => type === "run.cancelled")?.actor).toBe("key:starter");
  });

  test("a run that is over is run again from where it is wanted", async () => {
    const { client } = shared();
    const first = await client.startAndSuspend("publish", { key: uniqueKey("again") });
    await sharedClient("main").cancelRun(first.runId);
    const session = await sessionOf(KEYS.main);
    const answer = await post(`/runs/${first.runId}/restart`, { from: "" }, { cookie: session });
    expect(answer.status).toBe(303);
    const again = await client.getRun((answer.headers.get("location") ?? "").replace("/runs/", ""));
    expect(again.retryOf).toBe(first.runId);
    expect((await post(`/runs/${first.runId}/restart`, { from: "nobody" }, { cookie: session })).status).toBe(422);
  });
});
