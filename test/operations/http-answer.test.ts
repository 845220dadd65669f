/** `operation: http`: what is made of the answer. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { callHttp, failureOf, JSON_TYPE, serve, serveOne } from "./calling.ts";

const MiB = 1024 * 1024;

describe("the body", () => {
  test.each<[string, number, string, Record<string, string>, unknown]>([
    ["JSON", 200, '{"a":[1]}', JSON_TYPE, { a: [1] }],
    ["JSON of another type", 201, "[1]", { "content-type": "application/vnd.api+json; charset=utf-8" }, [1]],
    ["a JSON text", 200, '"x"', JSON_TYPE, "x"],
    ["JSON null", 200, "null", JSON_TYPE, null],
    ["a JSON number", 200, "5", JSON_TYPE, 5],
    ["JSON that does not say so", 200, ' {"a":1}', { "content-type": "text/plain" }, { a: 1 }],
    ["JSON without a type", 200, "[1,2]", {}, [1, 2]],
    ["a number without a type stays text", 200, "5", {}, "5"],
    ["text", 200, "hällo", { "content-type": "text/plain; charset=utf-8" }, "hällo"],
    ["HTML", 200, "<p>[x]</p>", { "content-type": "text/html" }, "<p>[x]</p>"],
    ["what calls itself JSON and is none", 200, "{oops", JSON_TYPE, "{oops"],
    ["what begins like JSON and is none", 200, "[draft] text", { "content-type": "text/plain" }, "[draft] text"],
    ["nothing", 200, "", JSON_TYPE, null],
    ["204", 204, "", {}, null],
  ])("%s", async (_what, status, body, headers, output) => {
    await using server = await serveOne(status, body, headers);
    expect(await callHttp({ url: server.url })).toEqual(output);
  });

  test("characters that are cut apart between packets come whole", async () => {
    const bytes = Buffer.from("界".repeat(10));
    await using server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { "content-type": "text/plain" });
      outgoing.write(bytes.subarray(0, 4));
      setTimeout(() => outgoing.end(bytes.subarray(4)), 20);
    });
    expect(await callHttp({ url: server.url })).toBe("界".repeat(10));
  });

  test("HEAD has none", async () => {
    await using server = await serveOne(200, "", JSON_TYPE);
    expect(await callHttp({ url: server.url, method: "HEAD" })).toBeNull();
  });
});

describe("response: full", () => {
  test("gives status, headers and parsed body", async () => {
    await using server = await serveOne(201, '{"id":7}', { ...JSON_TYPE, "X-Request-Id": "r1" });
    expect(await callHttp({ url: server.url, body: {}, response: "full" })).toMatchObject({
      status: 201,
      headers: { "content-type": "application/json", "x-request-id": "r1" },
      body: { id: 7 },
    });
  });

  test("204 has a body that is nothing", async () => {
    await using server = await serveOne(204);
    expect(await callHttp({ url: server.url, response: "full" })).toMatchObject({ status: 204, body: null });
  });

  test("does not make a failure a success", async () => {
    await using server = await serveOne(500);
    expect((await failureOf(callHttp({ url: server.url, response: "full" }))).code).toBe("http-status");
  });
});

describe("a status that is no success", () => {
  test.each([
    [400, "no"],
    [401, "no"],
    [403, "no"],
    [404, "no"],
    [409, "no"],
    [410, "no"],
    [422, "no"],
    [304, "no"],
    [429, "yes"],
    [500, "yes"],
    [501, "yes"],
    [502, "yes"],
    [503, "yes"],
    [504, "yes"],
  ] as const)("%i: retried: %s", async (status, retryable) => {
    await using server = await serveOne(status, "why");
    const failure = await failureOf(callHttp({ url: server.url }));
    expect(failure).toMatchObject({ code: "http-status", options: { retryable } });
    expect(failure.message).toContain(`${server.host} answered ${status}`);
    expect(server.received).toHaveLength(1);
  });

  test("says what the other side said, cut", async () => {
    await using server = await serveOne(422, JSON.stringify({ error: `no ${"x".repeat(5_000)}` }), JSON_TYPE);
    const { message } = await failureOf(callHttp({ url: server.url }));
    expect(message).toContain('{"error":"no xxx');
    expect(message.length).toBeLessThan(400);
  });

  test("shows the host and not the path, which may have secrets", async () => {
    await using server = await serveOne(404, "gone");
    const { message } = await failureOf(callHttp({ url: `${server.url}/services/T0P/s3cret?key=s3cret` }));
    expect(message).not.toContain("s3cret");
  });
});

describe("Retry-After", () => {
  test.each([
    ["7", 7_000],
    ["0", 0],
    ["soon", undefined],
    ["-3", undefined],
    ["999999999", 86_400_000],
  ])("%s", async (header, ms) => {
    await using server = await serveOne(429, "", { "retry-after": header });
    expect((await failureOf(callHttp({ url: server.url }))).options.retryAfterMs).toBe(ms);
  });

  test("a date", async () => {
    await using server = await serveOne(503, "", { "retry-after": new Date(Date.now() + 60_000).toUTCString() });
    const { options } = await failureOf(callHttp({ url: server.url }));
    expect(options.retryAfterMs).toBeGreaterThan(57_000);
    expect(options.retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});

describe("a large body", () => {
  test("of 2 MiB is read; the step's own bound comes later", async () => {
    await using server = await serveOne(200, "x".repeat(2 * MiB));
    expect(await callHttp({ url: server.url })).toHaveLength(2 * MiB);
  });

  test("of more is refused for good", async () => {
    await using server = await serveOne(200, "x".repeat(2 * MiB + 1));
    expect(await failureOf(callHttp({ url: server.url }))).toMatchObject({
      code: "output-too-large",
      options: { retryable: "no" },
    });
  });

  test("without an end is not read to the end", async () => {
    await using server = await serve((_incoming, outgoing) => {
      const more = (): void => {
        while (!outgoing.destroyed && outgoing.write("x".repeat(65_536)));
      };
      outgoing.on("drain", more);
      more();
    });
    expect((await failureOf(callHttp({ url: server.url }))).code).toBe("output-too-large");
  });
});

describe("an endpoint that does not answer", () => {
  test("at all, is cut off when the time is up, and tried again", async () => {
    await using server = await serve(() => undefined);
    const failure = await failureOf(callHttp({ url: server.url }, { signal: AbortSignal.timeout(50) }));
    expect(failure).toMatchObject({ code: "timeout", options: { retryable: "yes" } });
    expect(failure.message).toBe(`${server.host} did not answer in time.`);
  });

  test("to the end, is cut off just so", async () => {
    await using server = await serve((_incoming, outgoing) => void outgoing.writeHead(200).write("beginning"));
    const failure = await failureOf(callHttp({ url: server.url }, { signal: AbortSignal.timeout(50) }));
    expect(failure).toMatchObject({ code: "timeout", options: { retryable: "yes" } });
  });

  test("but breaks off, is tried again", async () => {
    await using server = await serve((_incoming, outgoing) => outgoing.destroy());
    expect(await failureOf(callHttp({ url: server.url }))).toMatchObject({
      code: "http-network",
      options: { retryable: "yes" },
    });
  });

  test("but breaks off in its body, is tried again", async () => {
    await using server = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { "content-length": "100" }).write("beginning");
      void sleep(20).then(() => outgoing.destroy());
    });
    expect(await failureOf(callHttp({ url: server.url }))).toMatchObject({
      code: "http-network",
      options: { retryable: "yes" },
    });
  });

  test("since nobody listens, is tried again, and shows no path", async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    const failure = await failureOf(callHttp({ url: `${server.url}/s3cret` }));
    expect(failure).toMatchObject({ code: "http-network", options: { retryable: "yes" } });
    expect(failure.message).toContain(server.host);
    expect(failure.message).not.toContain("s3cret");
  });
});
