import { beforeAll, describe, expect, test } from "vitest";
import { API_ROUTES, routePath } from "../support/api-routes.ts";
import { decideByLink, problemOf, send, type Answer } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const UNKNOWN = "hitl_0_0";

describe("the OpenAPI document", () => {
  test("lists every route of the contract", async () => {
    const { client } = shared();
    const answer = await client.send("/api/openapi.json");
    expect(answer.status).toBe(200);
    const document = answer.body as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect(document.openapi).toMatch(/^3\.1/);

    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const wanted = [
      ...API_ROUTES.map((route) => `${route.method} ${route.path}`),
      "GET /healthz",
      "GET /callback/{token}",
      "POST /callback/{token}",
    ];
    expect(listed).toEqual(expect.arrayContaining(wanted));
  });
});

describe("every refusal", () => {
  test.each([
    ["an unknown route", "/nowhere", "GET", 404],
    ["an unknown route of the API", "/api/nowhere", "GET", 404],
    ["an unknown link", `/callback/${UNKNOWN}`, "GET", 404],
    ["no token", "/callback/", "POST", 404],
  ])("is a problem document: %s", async (_what, path, method, status) => {
    const answer = await shared().client.send(path, { method, headers: { accept: "application/json" } });
    expect(answer.status).toBe(status);
    expect(problemOf(answer)).toMatchObject({
      status,
      type: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
      code: expect.any(String),
    });
  });

  test.each([
    ["PUT", "/callback/hitl_0_0"],
    ["DELETE", "/callback/hitl_0_0"],
    ["PATCH", "/api/runs"],
    ["DELETE", "/api/runs/run_1"],
  ])("is a problem document: %s %s", async (method, path) => {
    const answer = await shared().client.send(path, { method });
    expect([404, 405]).toContain(answer.status);
    expect(problemOf(answer).status).toBe(answer.status);
  });
});

describe("every answer keeps out of caches, referrers and search engines", () => {
  let answers: [string, Answer][] = [];

  beforeAll(async () => {
    const { client, url } = shared();
    const ids = await client.startAndSuspend("publish", { key: uniqueKey("manners") });
    const link = await client.mintLink(ids.approvalId);
    const reads = API_ROUTES.filter((route) => route.method === "GET");
    answers = await Promise.all([
      ...reads.map(async (route) => [route.path, await client.send(routePath(route, ids))] as [string, Answer]),
      named("no key", send(`${url}/api/runs`)),
      named("unknown route", send(`${url}/nowhere`)),
      named("health", send(`${url}/healthz`)),
      named("openapi", client.send("/api/openapi.json")),
      named("page", send(link, { headers: { accept: "text/html" } })),
      named("link", send(link, { headers: { accept: "application/json" } })),
      named("bad answer", decideByLink(link, {})),
      named("unknown link", decideByLink(`${url}/callback/${UNKNOWN}`, { approved: true })),
      named(
        "preflight",
        send(link, {
          method: "OPTIONS",
          headers: { origin: "https://app.example.com", "access-control-request-method": "POST" },
        }),
      ),
    ]);
  });

  test.each([
    ["cache-control", /no-store/],
    ["referrer-policy", /^same-origin$/],
    ["x-robots-tag", /noindex/],
  ])("%s", (header, wanted) => {
    for (const [name, answer] of answers) expect(answer.headers.get(header), `${header} of ${name}`).toMatch(wanted);
  });

  test("and the page lets nothing foreign in", () => {
    const page = answers.find(([name]) => name === "page")?.[1];
    const policy = page?.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/form-action 'self'/);
    expect(page?.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});

describe("other sites", () => {
  const ORIGIN = "https://app.example.com";

  test("may use a link from a browser, without credentials", async () => {
    const { client } = shared();
    const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("cors") });
    const link = await client.mintLink(approvalId);

    const preflight = await send(link, {
      method: "OPTIONS",
      headers: {
        origin: ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
    expect(preflight.status).toBeLessThan(300);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
    expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("content-type");
    for (const answer of [
      preflight,
      await send(link, { headers: { origin: ORIGIN, accept: "application/json" } }),
      await send(link, {
        method: "POST",
        body: { approved: true },
        headers: { origin: ORIGIN, accept: "application/json" },
      }),
    ]) {
      expect(["*", ORIGIN]).toContain(answer.headers.get("access-control-allow-origin"));
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  test("are not let into the API where CORS_ORIGINS does not name them", async () => {
    const { client } = shared();
    const answer = await client.send("/api/runs", { headers: { origin: ORIGIN } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});

function named(name: string, answer: Promise<Answer>): Promise<[string, Answer]> {
  return answer.then((value) => [name, value]);
}
