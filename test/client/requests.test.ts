/** What the client sends, and what it makes of answers that a server in trouble gives. */
import { afterEach, expect, test, vi } from "vitest";
import { CountersignApiError, createClient } from "../../src/client/create-client.ts";
import { inTurn, json, KEY, problem, useApiServer } from "./api-server.ts";

const here = useApiServer();

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function errorOf(promise: Promise<unknown>): Promise<CountersignApiError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof CountersignApiError) return error;
  throw new Error(`no CountersignApiError but ${String(error)}`);
}

test("a run is started under the key, with a key of its own by which it may be sent again", async () => {
  const { server, client } = here();
  server.respondWith(inTurn("close", problem(503, {}, { "retry-after": "0" }), json({ id: "run_1" }, 202)));
  expect(await client.runs.start("pay bills/now", { input: { amount: 5 }, wait: 10 })).toEqual({ id: "run_1" });
  const [first, , third] = server.requests;
  expect(server.requests).toHaveLength(3);
  expect(first).toMatchObject({ method: "POST", path: "/api/ensembles/pay%20bills%2Fnow/runs" });
  expect(first?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, prefer: "wait=10" });
  expect(JSON.parse(third?.body ?? "")).toEqual({ input: { amount: 5 } });
  expect(first?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(third?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);

  await client.runs.start("pay");
  expect(server.requests[3]?.headers["idempotency-key"]).not.toBe(first?.headers["idempotency-key"]);
});

test("a decision whose answer is lost is not sent again: it may have been heard", async () => {
  const { server, client } = here();
  server.respondWith("close");
  await expect(client.approvals.decide("hitl_1", { approved: true })).rejects.toThrow("fetch failed");
  expect(server.requests).toHaveLength(1);
});

test("a server that stays in trouble is asked four times, and then its words are told", async () => {
  const { server, client } = here();
  server.respondWith(problem(503, { code: "internal", detail: "Not now." }, { "retry-after": "0" }));
  expect(await errorOf(client.runs.get("run_1"))).toMatchObject({ status: 503, code: "internal", detail: "Not now." });
  expect(server.requests).toHaveLength(4);
});

test("a refusal has status, code, detail and the fields that are wrong", async () => {
  const { server, client } = here();
  const errors = [{ path: "input.amount", message: "is required" }];
  server.respondWith(problem(422, { code: "input-invalid", detail: "The input does not fit.", errors }));
  const error = await errorOf(client.runs.start("pay"));
  expect(error).toMatchObject({ name: "CountersignApiError", status: 422, code: "input-invalid", errors });
  expect(error.message).toBe("The input does not fit.");
});

test("a settled approval keeps its HTTP status, and tells how it ended", async () => {
  const { server, client } = here();
  const body = {
    code: "approval-over",
    detail: "It was approved.",
    status: "approved",
    decidedAt: "2026-01-01T09:00:00Z",
  };
  server.respondWith(problem(410, body));
  const error = await errorOf(client.links.answer("hitl_1_2", { approved: true }));
  expect(error).toMatchObject({ status: 410, code: "approval-over", problem: { status: "approved" } });
});

test.each([
  ["a page of somebody else's", { status: 200, body: "<h1>Hello</h1>" }, 200],
  ["JSON of somebody else's", json({ code: "approval-over", detail: 7 }, 404), 404],
  ["nothing", { status: 204 }, 204],
])("%s is an error that says so", async (_what, reply, status) => {
  const { server, client } = here();
  server.respondWith(reply);
  expect(await errorOf(client.runs.get("run_1"))).toMatchObject({ status, code: "unexpected", errors: [] });
});

test("no redirect is followed: neither key nor answer goes where nobody sent it", async () => {
  const { server, client } = here();
  server.respondWith({ status: 307, headers: { location: `${server.url}/elsewhere` } });
  const error = await errorOf(client.approvals.decide("hitl_1", { approved: true }));
  expect(error.message).toContain("/elsewhere");
  expect(server.requests).toHaveLength(1);
});

test("links are answered without the key, whole or by their token, and never at another path", async () => {
  const { server, client } = here();
  await client.links.inspect(`${server.url}/answers/hitl_1_2?action=approve`);
  await client.links.answer("hitl_1_2", { approved: false, reason: "dear" });
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /answers/hitl_1_2",
    "POST /callback/hitl_1_2",
  ]);
  for (const { headers } of server.requests) expect(headers).not.toHaveProperty("authorization");
  const moved = createClient({ url: `${server.url}/`, callbackPath: "/yes-or-no" });
  await moved.links.inspect("../api/runs");
  expect(server.requests[2]?.path).toBe("/yes-or-no/..%2Fapi%2Fruns");
});

test.each(["", ".", ".."])("an id that would be another path is refused: %j", (id) => {
  const { server, client } = here();
  expect(() => client.runs.cancel(id)).toThrow("is no id");
  expect(server.requests).toEqual([]);
});

test("resume takes an id with the key and a token without, and nothing but a yes or a no", async () => {
  const { server, client } = here();
  const id = `hitl_${"0a".repeat(32)}`;
  const token = `${id}_123e4567-e89b-42d3-a456-426614174000`;
  await client.approvals.resume(id, { status: "approved", feedback: "Looks good" });
  await client.approvals.resume(token, { status: "rejected" });
  expect(server.requests.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    [`/api/approvals/${id}/decision`, { approved: true, feedback: "Looks good" }],
    [`/callback/${token}`, { approved: false }],
  ]);
  expect(server.requests[1]?.headers).not.toHaveProperty("authorization");
  // @ts-expect-error: no status that there is
  expect(() => client.approvals.resume(id, { status: "aproved" })).toThrow("neither approved nor rejected");
  expect(server.requests).toHaveLength(2);
});

test("a wait asks until it is so, and a server that answers at once is given time", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const statuses = ["pending", "pending", "approved"];
  const asked: number[] = [];
  const fetch = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    asked.push(Date.now());
    expect(new Headers(init?.headers).get("prefer")).toBe("wait=30");
    return Response.json({ id: "hitl_1", status: statuses.shift() });
  };
  const waiting = createClient({ url: "https://approve.example.com", key: KEY, fetch }).approvals.wait("hitl_1");
  await vi.runAllTimersAsync();
  expect(await waiting).toMatchObject({ status: "approved" });
  expect(asked.map((at) => at - (asked[0] ?? 0))).toEqual([0, 1_000, 3_000]);
});

test("a wait outlives a server that is away for a minute, however the pauses fall", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const back = Date.now() + 60_000;
  const fetch = (): Promise<Response> =>
    Date.now() < back
      ? Promise.reject(new TypeError("fetch failed"))
      : Promise.resolve(Response.json({ status: "completed" }));
  const waiting = createClient({ url: "https://approve.example.com", key: KEY, fetch }).runs.wait("run_1");
  await vi.runAllTimersAsync();
  expect(await waiting).toEqual({ status: "completed" });
});

test.each([
  ["rest", "suspended"],
  ["end", "completed"],
] as const)("a run is waited for until its %s", async (until, status) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const statuses = ["running", "suspended", "completed"];
  const fetch = (): Promise<Response> => Promise.resolve(Response.json({ status: statuses.shift() }));
  const waiting = createClient({ url: "https://approve.example.com", key: KEY, fetch }).runs.wait("run_1", { until });
  await vi.runAllTimersAsync();
  expect(await waiting).toEqual({ status });
});

test("a call that is called off ends at once, and is not sent again", async () => {
  const { server, client } = here();
  server.respondWith("hang");
  const controller = new AbortController();
  const waiting = client.approvals.wait("hitl_1", { signal: controller.signal });
  await vi.waitUntil(() => server.requests.length === 1);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  expect(server.requests).toHaveLength(1);
});

test("a request that takes too long is given up", async () => {
  const { server } = here();
  server.respondWith("hang");
  const client = createClient({ url: server.url, key: KEY, timeoutMs: 20, retries: 0 });
  await expect(client.runs.get("run_1")).rejects.toThrow(/timeout/i);
});

test("all pages are read, as far as they are wanted", async () => {
  const { server, client } = here();
  server.respondWith(inTurn(json({ items: [1, 2], nextCursor: "next" }), json({ items: [3], nextCursor: null })));
  const seen: unknown[] = [];
  for await (const run of client.runs.all({ status: "failed" })) seen.push(run);
  expect(seen).toEqual([1, 2, 3]);
  expect(server.requests.map(({ path }) => path)).toEqual([
    "/api/runs?limit=100&status=failed",
    "/api/runs?limit=100&status=failed&cursor=next",
  ]);
});

test.each(["approve.example.com", "ftp://approve.example.com", "", "javascript:alert(1)"])(
  "an address that is none is refused: %j",
  (url) => {
    expect(() => createClient({ url })).toThrow("is no http or https address");
  },
);
