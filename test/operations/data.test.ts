import { describe, expect, it, test } from "vitest";
import { bindValue } from "../../src/operations/data/bind-value.ts";
import { hideParams } from "../../src/operations/data/hide-params.ts";
import { data } from "../../src/operations/data.ts";
import { call, failureOf, request } from "./calling.ts";

function run(config: object, bindings: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  return call(data, { ...request, config }, { binding: (name) => bindings[name] });
}

/** A database whose every statement fails with the message. */
function failing(message: string): unknown {
  const fail = () => Promise.reject(new Error(message));
  const statement = { bind: () => ({ all: fail, run: fail }) };
  return { prepare: () => statement, batch: fail };
}

const SERVICE = new Proxy({}, { get: () => () => undefined });
const BUCKET = { get: () => null, put: () => null, list: () => null, head: () => null };

test.each([
  [undefined, null],
  [null, null],
  [true, 1],
  [false, 0],
  ["", ""],
  [1.5, 1.5],
  [Number.NaN, null],
  [{ a: [1] }, '{"a":[1]}'],
  [[1, "b"], '[1,"b"]'],
])("%j is bound as %j", (value, bound) => {
  expect(bindValue(value)).toBe(bound);
});

test.each([
  [
    "D1_ERROR: UNIQUE constraint failed: users.email: SQLITE_CONSTRAINT",
    "INSERT INTO users VALUES (?)",
    ["users.email"],
    "D1_ERROR: UNIQUE constraint failed: …: SQLITE_CONSTRAINT",
  ],
  ["D1_ERROR: no such table: nothing", "SELECT * FROM nothing", [], "D1_ERROR: no such table: nothing"],
  ['near "SELEC": syntax error', "SELEC 1", [], 'near "SELEC": syntax error'],
  ['fts5: syntax error near "secret"', "SELECT ? MATCH x", ['top "secret" plan'], "fts5: syntax error near …"],
  ["bad JSON path: 'hunter2'", "SELECT json_extract(a, ?)", ["hunter2"], "bad JSON path: …"],
  ["value 12345678 is out of range", "SELECT ?", [12_345_678], "value … is out of range"],
  ["two\nlines of ana@example.com", "SELECT ?", ["ana@example.com", "ana"], "two lines of …"],
])("of the error %j nothing is left that came in as a parameter", (message, sql, params, shown) => {
  expect(hideParams(message, sql, params)).toBe(shown);
});

describe("data", () => {
  test.each<[string, object, Readonly<Record<string, unknown>>, string]>([
    [
      "no database",
      { backend: "d1", operation: "query", sql: "SELECT 1" },
      {},
      '[[d1_databases]] with binding = "MAIN"',
    ],
    ["no namespace", { backend: "kv", operation: "list" }, {}, '[[kv_namespaces]] with binding = "MAIN"'],
    [
      "a bucket for a namespace",
      { backend: "kv", operation: "get", key: "a" },
      { MAIN: BUCKET },
      "is not a KV namespace",
    ],
    [
      "a service for a namespace",
      { backend: "kv", operation: "get", key: "a" },
      { MAIN: SERVICE },
      "is not a KV namespace",
    ],
    [
      "a service for a database",
      { backend: "d1", operation: "query", sql: "SELECT 1" },
      { MAIN: SERVICE },
      "is not a D1 database",
    ],
  ])("names what to add to wrangler.toml: %s", async (_, config, bindings, message) => {
    const failure = await failureOf(run({ binding: "MAIN", ...config }, bindings));
    expect(failure).toMatchObject({ code: "binding-missing", options: { retryable: "no" } });
    expect(failure.message).toContain(message);
  });

  test.each([
    [{ backend: "kv", operation: "query", sql: "x" }, "kv has no query"],
    [{ backend: "d1", operation: "query" }, "query needs sql"],
    [{ backend: "kv", operation: "put", key: "a" }, "put needs value"],
    [{ backend: "kv", operation: "get" }, "get needs key"],
    [{ backend: "d1", operation: "query", sql: "SELECT ?", params: "a" }, "params: must be a list"],
  ])("refuses %j", async (config, message) => {
    const failure = await failureOf(run({ binding: "MAIN", ...config }));
    expect(failure).toMatchObject({ code: "options-invalid", message: expect.stringContaining(message) });
  });

  test.each([
    ["query", "SELECT 1", "D1_ERROR: Network connection lost.", "yes"],
    ["query", "WITH a AS (SELECT 1) SELECT * FROM a", "D1 DB is overloaded. Requests queued for too long.", "yes"],
    ["query", "INSERT INTO a VALUES (1) RETURNING id", "D1_ERROR: Network connection lost.", "asked"],
    ["query", "WITH a AS (SELECT 1) DELETE FROM b RETURNING id", "D1_ERROR: Network connection lost.", "asked"],
    [
      "execute",
      "UPDATE a SET b = 1",
      "D1 DB storage operation exceeded timeout which caused object to be reset.",
      "asked",
    ],
    ["query", "SELECT x", "D1_ERROR: no such column: x", "no"],
    ["execute", "INSERT INTO a VALUES (1)", "D1_ERROR: UNIQUE constraint failed: a.id", "no"],
  ])("%s %j that fails with %j is tried again: %s", async (operation, sql, message, retryable) => {
    const failure = await failureOf(
      run({ backend: "d1", binding: "MAIN", operation, sql }, { MAIN: failing(message) }),
    );
    expect(failure).toMatchObject({ code: "data-failed", message, options: { retryable } });
  });

  it("tells of KV's own limits", async () => {
    const limited = (message: string) => {
      const fail = () => Promise.reject(new Error(message));
      return { MAIN: { get: fail, getWithMetadata: fail, put: fail, list: fail, delete: fail } };
    };
    const put = { backend: "kv", binding: "MAIN", operation: "put", key: "a", value: 1 };
    expect(await failureOf(run(put, limited("KV PUT failed: 429 Too Many Requests")))).toMatchObject({
      options: { retryable: "yes" },
    });
    expect(await failureOf(run(put, limited("KV PUT failed: 413 Value too large")))).toMatchObject({
      options: { retryable: "no" },
    });
  });
});
