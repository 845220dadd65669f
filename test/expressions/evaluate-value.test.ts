/** Values of the document, with their expressions evaluated. */
import { describe, expect, test } from "vitest";
import type { CompiledValue } from "../../src/expressions/compiled.ts";
import { evaluateValue } from "../../src/expressions/evaluate-value.ts";
import { parseTemplate } from "../../src/expressions/parse-template.ts";
import { NAMES, SCOPE } from "./sample-scope.ts";

function compiled(text: string): CompiledValue {
  const parsed = parseTemplate(text, NAMES);
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
  return parsed.value;
}

describe("a template", () => {
  test.each<[string, unknown]>([
    ["plain", "plain"],
    ["${input.amount}", 1500.5],
    ["${input.tags}", ["x", "y", "z"]],
    ["${input.gone}", undefined],
    ["[${input.gone}]", "[]"],
    ["[${input.none}]", "[]"],
    ["${input.amount} EUR", "1500.5 EUR"],
    ["ok: ${input.yes}", "ok: true"],
    ["v: ${input.customer}", 'v: {"name":"Ada","vip":false}'],
    ["v: ${input.tags}", 'v: ["x","y","z"]'],
    ["at ${now()}", "at 2026-02-03T04:05:06.789Z"],
    ["${input.topic}/${run.id}", "Bees/run_1"],
    ["$${input.topic}", "${input.topic}"],
    ["${'$'}${input.count}", "$3"],
    ["$env.ADMIN_EMAIL", "admin@example.com"],
    ["<${env.GONE ?? ''}>", "<>"],
  ])("%j", (text, value) => {
    expect(evaluateValue(compiled(text), SCOPE)).toEqual(value);
  });
});

test("members that come to nothing are left out, elements that do are kept as holes", () => {
  const value: CompiledValue = {
    k: "object",
    o: [
      ["a", compiled("${input.gone}")],
      ["b", compiled("${input.none}")],
      ["c", { k: "array", a: [compiled("${input.gone}"), compiled("x")] }],
    ],
  };
  expect(evaluateValue(value, SCOPE)).toStrictEqual({ b: null, c: [undefined, "x"] });
});

test("a constant is a copy, so that nobody changes the plan through it", () => {
  const constant = { list: [1] };
  const first = evaluateValue({ k: "const", v: constant }, SCOPE);
  expect(first).toEqual(constant);
  expect(first).not.toBe(constant);
});

test("a missing variable is refused by name", () => {
  const value: CompiledValue = { k: "array", a: [compiled("x"), compiled("to ${env.GONE}")] };
  expect(() => evaluateValue(value, SCOPE)).toThrow(
    expect.objectContaining({ code: "env-missing", message: "environment variable GONE is not set" }),
  );
});

test("a member called __proto__ is a member like any other", () => {
  const value = evaluateValue({ k: "object", o: [["__proto__", { k: "const", v: { polluted: true } }]] }, SCOPE);
  expect(Object.keys(value as object)).toEqual(["__proto__"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test("all parts of a value share one budget", () => {
  const big = compiled("${'x'.repeat(1000000)}");
  const value: CompiledValue = { k: "array", a: Array.from({ length: 100 }, () => big) };
  expect(evaluateValue({ k: "array", a: [big, big] }, SCOPE)).toHaveLength(2);
  expect(() => evaluateValue(value, SCOPE)).toThrow(expect.objectContaining({ code: "expression-limit" }));
});
