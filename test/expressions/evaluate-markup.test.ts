import { expect, test } from "vitest";
import { evaluateMarkup, markupText } from "../../src/expressions/evaluate-markup.ts";
import { evaluateValue } from "../../src/expressions/evaluate-value.ts";
import { parseTemplate } from "../../src/expressions/parse-template.ts";

const scope = {
  names: { input: { name: "Ana", list: [1, { a: 2 }], text: "${input.name}", empty: "" } },
  now: "2026-11-22T00:00:00.000Z",
  env: (name: string) => (name === "KEY" ? "secret" : undefined),
};

function partsOf(text: string) {
  const parsed = parseTemplate(text, ["input", "env"]);
  if (!parsed.ok) throw new Error("the template has faults");
  return { value: parsed.value, parts: evaluateMarkup(parsed.value, scope) };
}

test.each<[string, readonly (readonly ["author" | "value", string])[]]>([
  ["Hello", [["author", "Hello"]]],
  [
    "Hello ${input.name}!",
    [
      ["author", "Hello "],
      ["value", "Ana"],
      ["author", "!"],
    ],
  ],
  ["${input.name}", [["value", "Ana"]]],
  ["${input.list}", [["value", '[1,{"a":2}]']]],
  ["${input.nothing}", [["value", ""]]],
  [
    "a $${b} ${input.text}",
    [
      ["author", "a ${b} "],
      ["value", "${input.name}"],
    ],
  ],
  [
    "${input.name}${input.empty}",
    [
      ["value", "Ana"],
      ["value", ""],
    ],
  ],
  ["$env.KEY", [["value", "secret"]]],
])("%j is told apart", (text, expected) => {
  expect(partsOf(text).parts.map(({ by, text: said }) => [by, said])).toEqual(expected);
});

test.each(["Hello", "Hello ${input.name}!", "a $${b} ${input.list} c", "${input.name}"])(
  "joined, the parts of %j are its text",
  (text) => {
    const { value, parts } = partsOf(text);
    expect(markupText(parts)).toBe(evaluateValue(value, scope));
  },
);

test("a name that is not set is told, as everywhere", () => {
  expect(() => partsOf("Hello ${env.NOTHING}")).toThrow(/NOTHING/);
});
