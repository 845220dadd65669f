import { beforeAll, describe, expect, test } from "vitest";
import { API_ROUTES, routePath, type ApiRoute, type RouteIds } from "../support/api-routes.ts";
import { itemsOf, problemOf, send, type Answer } from "../support/client.ts";
import type { KEYS } from "../support/settings.ts";
import { shared, sharedClient } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

let ids: RouteIds = { runId: "", approvalId: "" };

beforeAll(async () => {
  ids = await shared().client.startAndSuspend("publish", { key: uniqueKey("access") });
});

describe.each(API_ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))("%s", (_name, route) => {
  test.each([
    ["no key", {}, "key-missing"],
    ["an empty key", { authorization: "Bearer " }, "key-"],
    ["a wrong key", { authorization: "Bearer wrong-key-wrong-key-wrong-key" }, "key-unknown"],
    ["another scheme", { authorization: "Basic dGVzdDp0ZXN0" }, "key-"],
  ])("refuses %s with 401", async (_what, headers, code) => {
    const answer = await send(shared().url + routePath(route, ids), {
      method: route.method,
      headers,
      ...bodyOf(route),
    });
    expect(answer.status).toBe(401);
    expect(problemOf(answer).code).toContain(code);
  });

  test("refuses a key of every other scope with 403", async () => {
    for (const key of otherScopes(route)) {
      const answer = await call(key, route);
      expect(answer.status, key).toBe(403);
      expect(problemOf(answer).code).toBe("scope-missing");
    }
  });

  test("shows another workspace nothing of ours", async () => {
    const answer = await call("other", route);
    if (route.elsewhere === "missing") expect(answer.status).toBe(404);
    if (route.elsewhere === "empty") expect(JSON.stringify(itemsOf(answer))).not.toContain(ids.runId);
    if (route.elsewhere === "same") expect(answer.status).toBeLessThan(300);
  });
});

test("a refusal for want of a key says, as HTTP asks for, which scheme to use", async () => {
  const answer = await send(`${shared().url}/api/runs`);
  expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
});

test("the keys are checked before anything is read: a missing thing is 401 without a key", async () => {
  const answer = await send(`${shared().url}/api/runs/run_00000000000000000000000000000000`);
  expect(answer.status).toBe(401);
});

test("after all that, our run is as it was", async () => {
  const { client } = shared();
  expect((await client.getRun(ids.runId)).status).toBe("suspended");
  expect(await client.getApproval(ids.approvalId)).toMatchObject({ status: "pending", approvals: [] });
});

test("health needs no key", async () => {
  expect((await send(`${shared().url}/healthz`)).status).toBe(200);
});

test("what is missing and what belongs to another workspace look the same", async () => {
  const { client } = shared();
  const missing = await client.send("/api/runs/run_00000000000000000000000000000000");
  const foreign = await sharedClient("other").send(`/api/runs/${ids.runId}`);
  expect(foreign.text.replaceAll(ids.runId, "ID")).toBe(missing.text.replaceAll(/run_0+/g, "ID"));
});

function call(key: keyof typeof KEYS, route: ApiRoute): Promise<Answer> {
  return sharedClient(key).send(routePath(route, ids), { method: route.method, ...bodyOf(route) });
}

function bodyOf(route: ApiRoute): { body?: object } {
  return route.body === undefined ? {} : { body: route.body };
}

function otherScopes(route: ApiRoute): ApiRoute["scope"][] {
  return (["runs", "approvals", "audit", "admin"] as const).filter((scope) => scope !== route.scope);
}
