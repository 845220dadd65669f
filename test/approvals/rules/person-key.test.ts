/** Who is the same person. */
import { expect, test } from "vitest";
import { isSamePerson, personKey } from "../../../src/kernel/people.ts";

test.each([
  [" Ana@Example.com ", "ana@example.com"],
  ["Ana <ana@example.com>", "ana@example.com"],
  ['"Doe, Ana" <Ana@Example.com>', "ana@example.com"],
  ["<ana@example.com>", "ana@example.com"],
  ['"Ana \\"A.\\" <x>" <ana@example.com>', "ana@example.com"],
  ["ana@ＥＸＡＭＰＬＥ.com", "ana@example.com"],
  ["ana@bücher.example", "ana@xn--bcher-kva.example"],
  ["Ana <ana@BÜCHER.example>", "ana@xn--bcher-kva.example"],
  ["Bo @ Café", "bo @ café"],
  ["The Boss", "the boss"],
  ["U0123ABCD", "u0123abcd"],
  ["Ana <the boss>", "ana <the boss>"],
  ["bo@example.com, Ana <ana@example.com>", "bo@example.com, ana <ana@example.com>"],
  ["Mallory <m@example.com> <ana@example.com>", "mallory <m@example.com> <ana@example.com>"],
])("%s is known as %s", (name, key) => {
  expect(personKey(name)).toBe(key);
});

test("a name longer than any, as somebody may type it, is compared at once", () => {
  const hostile = `a${" ".repeat(250_000)}b@example.com>`;
  expect(isSamePerson(hostile, `${hostile} `)).toBe(true);
  expect(isSamePerson(hostile, "b@example.com")).toBe(false);
});
