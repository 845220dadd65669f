/** Sessions: signed by the key they stand for, and worth nothing without it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ApiKey } from "../../src/access/api-key.ts";
import { issueSession, readSession, SESSION_MS } from "../../src/access/session.ts";

const NOW = 1_800_000_000_000;
const ME: ApiKey = { name: "me", key: "a-key-of-some-length", workspace: "main", scopes: ["runs"] };
const YOU: ApiKey = { name: "you", key: "another-key-of-some-length", workspace: "other", scopes: ["audit"] };
const KEYS = [ME, YOU];

describe("a session", () => {
  test("is its key's holder, until its end", () => {
    const cookie = issueSession(ME, NOW);
    expect(readSession(KEYS, cookie, NOW + SESSION_MS - 1)).toEqual({
      name: "me",
      workspace: "main",
      scopes: ["runs"],
      person: null,
      signedInBy: "key",
    });
    expect(readSession(KEYS, cookie, NOW + SESSION_MS)).toBeNull();
  });

  test("ends with its key, and does not pass to another of the same name", () => {
    const cookie = issueSession(ME, NOW);
    expect(readSession([YOU], cookie, NOW)).toBeNull();
    expect(readSession([{ ...ME, key: "the-key-was-replaced" }, YOU], cookie, NOW)).toBeNull();
  });

  test("of one of two keys with one name is that one's", () => {
    const namesake = { ...ME, key: "the-key-of-a-namesake", workspace: "elsewhere" };
    for (const keys of [
      [ME, namesake],
      [namesake, ME],
    ]) {
      expect(readSession(keys, issueSession(ME, NOW), NOW)?.workspace).toBe("main");
      expect(readSession(keys, issueSession(namesake, NOW), NOW)?.workspace).toBe("elsewhere");
    }
  });

  test("has the scopes that its key has now", () => {
    const cookie = issueSession(ME, NOW);
    expect(readSession([{ ...ME, scopes: [] }], cookie, NOW)?.scopes).toEqual([]);
  });

  test("does not contain the key", () => {
    const [claim = ""] = issueSession(ME, NOW).split(".");
    expect(Buffer.from(claim, "base64url").toString()).toBe(JSON.stringify(["me", NOW + SESSION_MS]));
  });

  test("of one cannot be made that of another, nor made longer", () => {
    const [claim = "", signature = ""] = issueSession(ME, NOW).split(".");
    const other = Buffer.from(JSON.stringify(["you", NOW + SESSION_MS])).toString("base64url");
    const longer = Buffer.from(JSON.stringify(["me", NOW + 2 * SESSION_MS])).toString("base64url");
    for (const forged of [`${other}.${signature}`, `${longer}.${signature}`, `${claim}.`, claim, ".", ""]) {
      expect(readSession(KEYS, forged, NOW), forged).toBeNull();
    }
  });

  test("is none where anything was changed", () => {
    const cookie = issueSession(ME, NOW);
    fc.assert(
      fc.property(fc.nat(cookie.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        const changed = cookie.slice(0, at) + character + cookie.slice(at + 1);
        // The last character of base64url holds bits that mean nothing; the claim is compared as it is written.
        fc.pre(changed !== cookie);
        expect(readSession(KEYS, changed, NOW)).toBeNull();
      }),
    );
  });

  test("is none in any text that nobody signed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readSession(KEYS, text, NOW)).toBeNull();
      }),
    );
    expect(readSession(KEYS, undefined, NOW)).toBeNull();
  });
});
