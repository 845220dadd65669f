/** Storage in memory behaves as the platform's does where approvals and ledger rely on it. */
import { expect, test } from "vitest";
import { memoryStorage } from "../../src/testkit/memory-storage.ts";

function storage() {
  const made = memoryStorage();
  made.sql.exec(
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT; CREATE TABLE u (c) STRICT".replace("(c)", "(c TEXT)"),
  );
  return made;
}

test("rows come as objects, one by one or all, and writes are counted", () => {
  const { sql } = storage();
  expect(sql.exec("INSERT INTO t (a, b) VALUES (?, ?), (?, ?)", 1, "x", 2, null).rowsWritten).toBe(2);
  expect(sql.exec("UPDATE t SET b = 'y' WHERE a = 3").rowsWritten).toBe(0);
  expect(sql.exec("SELECT * FROM t ORDER BY a").toArray()).toEqual([
    { a: 1, b: "x" },
    { a: 2, b: null },
  ]);
  expect(sql.exec("SELECT b FROM t WHERE a = ?", 1).one()).toEqual({ b: "x" });
  expect(() => sql.exec("SELECT * FROM t").one()).toThrow("Exactly one row");
});

test("a transaction that throws leaves nothing; an inner one undoes itself alone", () => {
  const { sql, transactionSync } = storage();
  const fail = () =>
    transactionSync(() => {
      sql.exec("INSERT INTO t (a) VALUES (9)");
      throw new Error("undo");
    });
  transactionSync(() => {
    sql.exec("INSERT INTO t (a) VALUES (1)");
    expect(fail).toThrow("undo");
  });
  expect(fail).toThrow("undo");
  expect(sql.exec("SELECT a FROM t").toArray()).toEqual([{ a: 1 }]);
});

test("erased storage is as if nothing had ever been written", () => {
  const { sql, erase } = storage();
  erase();
  expect(sql.exec("SELECT name FROM sqlite_master").toArray()).toEqual([]);
});
