/** Secrets are compared in a time that says nothing of how nearly right a guess was. */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { type ApiKey, findKey } from "../../src/access/api-key.ts";
import { issueSession, readSession } from "../../src/access/session.ts";

const compare = vi.spyOn(crypto, "timingSafeEqual");
syncBuiltinESMExports();

afterAll(() => {
  compare.mockRestore();
  syncBuiltinESMExports();
});

function lengthsCompared(): readonly number[] {
  return compare.mock.calls.flatMap((pair) => pair.map(({ byteLength }) => byteLength));
}

const KEYS: readonly ApiKey[] = ["first", "second", "third"].map((name) => ({
  name,
  key: `a-key-named-${name}-0123456789`,
  workspace: "main",
  scopes: [],
}));

beforeEach(() => {
  compare.mockClear();
});

test.each([
  ["right, and the first", "a-key-named-first-0123456789"],
  ["right, and the last", "a-key-named-third-0123456789"],
  ["nearly right", "a-key-named-first-0123456788"],
  ["a beginning of it", "a-key-named-first"],
  ["wholly wrong", "~"],
  ["very long", "~".repeat(10_000)],
  ["nothing", ""],
])("a key that is %s is compared with every key, by hashes of one length", (_what, presented) => {
  findKey(KEYS, presented);
  expect(lengthsCompared()).toEqual(Array.from({ length: 2 * KEYS.length }, () => 32));
});

test("so is the signature of a session", () => {
  const [key] = KEYS;
  if (key === undefined) throw new Error("a key was expected");
  const cookie = issueSession(key, 0);
  for (const presented of [cookie, cookie.slice(0, -1), `${cookie.split(".")[0] ?? ""}.x`])
    readSession(KEYS, presented, 1);
  expect(lengthsCompared()).toEqual([32, 32, 32, 32, 32, 32]);
});
