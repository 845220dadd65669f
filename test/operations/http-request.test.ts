/** `operation: http`: what is sent. */
import { expect, test } from "vitest";
import { callHttp, failureOf, IDEMPOTENCY_KEY, parsed, serveOne } from "./calling.ts";

test.each([
  ["GET where there is no body", {}, "GET"],
  ["GET where the body is nothing", { body: null }, "GET"],
  ["POST where there is a body", { body: { a: 1 } }, "POST"],
  ["POST where the body is an empty text", { body: "" }, "POST"],
  ["POST where the body is false", { body: false }, "POST"],
  ["what the author says", { method: "DELETE", body: { a: 1 } }, "DELETE"],
  ["HEAD", { method: "HEAD" }, "HEAD"],
])("the method is %s", async (_what, config, method) => {
  await using server = await serveOne(200);
  await callHttp({ url: server.url, ...config });
  expect(server.received.map((request) => request.method)).toEqual([method]);
});

test.each([
  ["a text", "hällo ${x}", "text/plain; charset=utf-8", "hällo ${x}"],
  ["a text that looks like JSON", '{"a":1}', "text/plain; charset=utf-8", '{"a":1}'],
  ["an object", { a: [1, null] }, "application/json", '{"a":[1,null]}'],
  ["a list", [1], "application/json", "[1]"],
  ["a number", 5, "application/json", "5"],
  ["true", true, "application/json", "true"],
])("%s is sent as what it is", async (_what, body, type, text) => {
  await using server = await serveOne(200);
  await callHttp({ url: server.url, body });
  expect(server.received[0]?.headers["content-type"]).toBe(type);
  expect(server.received[0]?.body).toBe(text);
});

test("the author's headers go along; a content type of theirs stays", async () => {
  await using server = await serveOne(200);
  const headers = { "Content-Type": "application/vnd.x+json", "X-Count": 3, "X-Flag": true, authorization: "Bearer t" };
  await callHttp({ url: server.url, headers, body: { a: 1 } });
  expect(server.received[0]?.headers).toMatchObject({
    "content-type": "application/vnd.x+json",
    "x-count": "3",
    "x-flag": "true",
    authorization: "Bearer t",
  });
});

test("each attempt carries the step's own Idempotency-Key, whatever the author sets", async () => {
  await using server = await serveOne(200);
  await callHttp({ url: server.url });
  await callHttp({ url: server.url, headers: { "Idempotency-Key": "mine" } });
  expect(server.received.map(({ headers }) => headers["idempotency-key"])).toEqual([IDEMPOTENCY_KEY, IDEMPOTENCY_KEY]);
});

test("a receipt goes along as a header, whatever the author sets beside it", async () => {
  await using server = await serveOne(200);
  await callHttp({ url: server.url, receipt: "aGVhZA.Y2xhaW1z.c2ln", headers: { "countersign-receipt": "mine" } });
  expect(server.received[0]?.headers["countersign-receipt"]).toBe("aGVhZA.Y2xhaW1z.c2ln");
});

test("where there was no approval, and so no receipt, the header is missing", async () => {
  await using server = await serveOne(200);
  await callHttp({ url: server.url, receipt: null });
  expect(server.received[0]?.headers).not.toHaveProperty("countersign-receipt");
});

test.each(["", "a.b", "a.b.c.d", "a.b.c\r\nx-admin: 1", "${approve.output.receipt}", true])(
  "what is no receipt is not sent for one: %j",
  async (receipt) => {
    await using server = await serveOne(200);
    const failure = await failureOf(callHttp({ url: server.url, receipt }));
    expect(failure).toMatchObject({ code: "options-invalid", options: { retryable: "no" } });
    expect(server.received).toHaveLength(0);
  },
);

test.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed, and is final", async (status) => {
  await using target = await serveOne(200, "done");
  await using server = await serveOne(status, "", { location: `${target.url}/there` });
  const failure = await failureOf(callHttp({ url: server.url, body: { a: 1 }, headers: { "x-api-key": "mine" } }));
  expect(failure).toMatchObject({ code: "http-redirect", options: { retryable: "no" } });
  expect(failure.message).toContain(new URL(target.url).host);
  expect(target.received).toHaveLength(0);
});

test.each([
  ["no url", {}, "url"],
  ["a url that is nothing", { url: null }, "url"],
  ["a url that is empty, as of a missing variable", { url: "" }, "url"],
  ["a relative url", { url: "/x" }, "url"],
  ["another protocol", { url: "file:///etc/passwd" }, "url"],
  ["a word of Node's", { url: "data:text/plain,x" }, "url"],
  ["an unknown method", { url: "http://127.0.0.1:1", method: "STEAL" }, "method"],
  ["headers that are a list", { url: "http://127.0.0.1:1", headers: ["a"] }, "headers"],
  ["a header that is an object", { url: "http://127.0.0.1:1", headers: { a: {} } }, "headers.a"],
  ["an unknown option", { url: "http://127.0.0.1:1", urls: 1 }, "urls"],
])("refuses %s for good, and names it", async (_what, config, named) => {
  const failure = await failureOf(callHttp(config));
  expect(failure.code).toBe("options-invalid");
  expect(failure.options.retryable).toBe("no");
  expect(failure.message).toContain(named);
});

test.each([
  ["a name", { "a b": "x" }],
  ["a line break in a value, by which a header could be put in", { a: "x\r\nx-evil: 1" }],
])("refuses %s that HTTP does not allow", async (_what, headers) => {
  await using server = await serveOne(200);
  const failure = await failureOf(callHttp({ url: server.url, headers }));
  expect(failure).toMatchObject({ code: "http-headers-invalid", options: { retryable: "no" } });
  expect(server.received).toEqual([]);
});

test("a body as large as a step's output arrives whole", async () => {
  await using server = await serveOne(200);
  const text = "界".repeat(349_000);
  await callHttp({ url: server.url, body: { text } });
  expect(parsed(server.received[0]?.body)).toEqual({ text });
});
