/** Which names an agent can have, and what a misspelt one was meant to be. */
import { expect, test } from "vitest";
import { hyphenatedWordAround, isReservedName, isSpeakableName } from "../../src/expressions/name-grammar.ts";
import { nearestName } from "../../src/expressions/nearest-name.ts";

test.each(["a", "risk-check", "step-2b", "_x", "$x", "größe", "a--b", "new", "delete"])(
  "%s can be spoken of",
  (name) => {
    expect(isSpeakableName(name)).toBe(true);
  },
);

test.each(["", "1", "2nd", "a b", "a.b", "-a", "a-", "a/b", "a'b", "${a}"])("%j cannot be spoken of", (name) => {
  expect(isSpeakableName(name)).toBe(false);
});

test.each([
  "input",
  "env",
  "run",
  "item",
  "index",
  "now",
  "Math",
  "String",
  "Number",
  "Boolean",
  "JSON",
  "true",
  "false",
  "null",
  "undefined",
  "this",
  "typeof",
])("%s is taken", (name) => expect(isReservedName(name)).toBe(true));

test.each(["approve", "max", "new", "toString", "constructor"])("%s is free", (name) => {
  expect(isReservedName(name)).toBe(false);
});

test.each([
  ["aprove", "approve"],
  ["APPROVE", "approve"],
  ["risk-chek", "risk-check"],
  ["rsik-check", "risk-check"],
  ["publish", undefined],
  ["", undefined],
])("%j was meant to be %j", (word, meant) => {
  expect(nearestName(word, ["approve", "risk-check", "input"])).toBe(meant);
});

test("a word is found with its hyphens, from any place inside", () => {
  expect(hyphenatedWordAround("1 + risk-check.output", 9)).toEqual({ word: "risk-check", start: 4 });
  expect(hyphenatedWordAround("a - b", 4)).toEqual({ word: "b", start: 4 });
});
