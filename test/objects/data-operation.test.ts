/** The data operation on D1 and KV as they are in workerd. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, test } from "vitest";
import { data } from "../../src/operations/data.ts";
import { call, failureOf, request } from "../operations/calling.ts";

interface Bindings {
  readonly DB: D1Database;
  readonly NOTES: KVNamespace;
}

/** As vitest.config.ts adds them to the Worker's own. */
const bindings = env as unknown as Bindings & Readonly<Record<string, unknown>>;

function run(config: object): Promise<unknown> {
  return call(data, { ...request, config }, { binding: (name) => bindings[name] });
}

function sql(operation: "query" | "execute", statement: string, params: readonly unknown[] = []): Promise<unknown> {
  return run({ backend: "d1", binding: "DB", operation, sql: statement, params });
}

function kv(operation: string, key: string, value?: unknown): Promise<unknown> {
  return run({ backend: "kv", binding: "NOTES", operation, key, ...(value === undefined ? {} : { value }) });
}

describe("d1", () => {
  beforeAll(async () => {
    await bindings.DB.exec("CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT UNIQUE, paid INTEGER, data TEXT)");
  });

  it("says what was changed, and gives rows", async () => {
    const insert = "INSERT INTO orders (name, paid, data) VALUES (?, ?, ?)";
    expect(await sql("execute", insert, ["first", true, { lines: [1] }])).toEqual({ changes: 1, lastRowId: 1 });
    expect(await sql("execute", insert, ["second", false, null])).toEqual({ changes: 1, lastRowId: 2 });
    expect(await sql("query", "SELECT * FROM orders ORDER BY id")).toEqual([
      { id: 1, name: "first", paid: 1, data: '{"lines":[1]}' },
      { id: 2, name: "second", paid: 0, data: null },
    ]);
    expect(await sql("execute", "UPDATE orders SET paid = 1")).toMatchObject({ changes: 2 });
    expect(await sql("query", "SELECT * FROM orders WHERE name = ?", ["third"])).toEqual([]);
  });

  it("makes NULL of nothing, wherever it stands among the parameters", async () => {
    expect(await sql("query", "SELECT ? AS a, ? AS b, ? AS c", [undefined, 2, null])).toEqual([
      { a: null, b: 2, c: null },
    ]);
  });

  test.each([["'; DROP TABLE orders; --"], ["' OR '1'='1"], ["?"], ["\u0000"], ["Ünïcödé 👍"]])(
    "binds %j as it is",
    async (value) => {
      expect(await sql("query", "SELECT ? AS value", [value])).toEqual([{ value }]);
      expect(await sql("query", "SELECT name FROM sqlite_master WHERE name = 'orders'")).toHaveLength(1);
    },
  );

  test.each([
    ["SELECT * FROM absent", [], "no such table: absent"],
    ["SELEC 1", [], "syntax error"],
    ["SELECT ?", [], ""],
    ["SELECT ?", [1, 2], ""],
    ["SELECT json_extract('{}', ?)", ["hunter2-secret"], ""],
    ["SELECT json(?)", ["{hunter2-secret"], ""],
  ])("tells what is wrong with %s, without the values", async (statement, params, message) => {
    const failure = await failureOf(sql("query", statement, params));
    expect(failure).toMatchObject({ code: "data-failed", options: { retryable: "no" } });
    expect(failure.message).toContain(message);
    expect(failure.message).not.toContain("hunter2-secret");
  });

  it("tells of a constraint", async () => {
    await sql("execute", "INSERT INTO orders (name) VALUES (?)", ["unique-one"]);
    const failure = await failureOf(sql("execute", "INSERT INTO orders (name) VALUES (?)", ["unique-one"]));
    expect(failure.message).toContain("UNIQUE constraint failed: orders.name");
    expect(failure.options.retryable).toBe("no");
  });
});

describe("kv", () => {
  test.each<[unknown, string]>([
    [{ a: [1, null] }, '{"a":[1,null]}'],
    [[1], "[1]"],
    [5, "5"],
    [true, "true"],
    [null, "null"],
    ["plain text", "plain text"],
    ["", ""],
    ["007", "007"],
    ["12345678901234567890", "12345678901234567890"],
    ["{not json", "{not json"],
  ])("gives %j as it was put, stored as %s", async (value, stored) => {
    expect(await kv("put", "key", value)).toBeNull();
    expect(await bindings.NOTES.get("key")).toBe(stored);
    expect(await kv("get", "key")).toEqual(value);
  });

  it("gives null for what is not there, and deletes", async () => {
    expect(await kv("get", "nothing")).toBeNull();
    await kv("put", "gone", 1);
    expect(await kv("delete", "gone")).toBeNull();
    expect(await kv("delete", "gone")).toBeNull();
    expect(await kv("get", "gone")).toBeNull();
  });

  it("lists all keys by their prefix, more than KV gives at once", async () => {
    const keys = Array.from({ length: 1_100 }, (_, index) => `list:${String(index).padStart(4, "0")}`);
    await Promise.all(keys.map((key) => bindings.NOTES.put(key, "")));
    expect(await kv("list", "list:")).toEqual(keys);
    expect(await kv("list", "list:000")).toHaveLength(10);
    expect(await kv("list", "other:")).toEqual([]);
  });

  it("refuses a key that KV does not take, at once", async () => {
    expect(await failureOf(kv("get", "x".repeat(600)))).toMatchObject({
      code: "data-failed",
      options: { retryable: "no" },
    });
  });
});
