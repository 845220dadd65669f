/** Printing: what an author would have written. */
import { describe, expect, test } from "vitest";
import type { CompiledValue } from "../../src/expressions/compiled.ts";
import { parseExpression } from "../../src/expressions/parse-expression.ts";
import { parseTemplate } from "../../src/expressions/parse-template.ts";
import { printExpression } from "../../src/expressions/print-expression.ts";
import { printValue } from "../../src/expressions/print-value.ts";
import { NAMES } from "./sample-scope.ts";

describe("parentheses stay only where they are needed", () => {
  test.each([
    ["((a))", "a"],
    ["(a+b)+1", "a + b + 1"],
    ["a+(b+1)", "a + (b + 1)"],
    ["a-(b-1)", "a - (b - 1)"],
    ["(a*b)+1", "a * b + 1"],
    ["a*(b+1)", "a * (b + 1)"],
    ["(2**3)**2", "(2 ** 3) ** 2"],
    ["2**(3**2)", "2 ** 3 ** 2"],
    ["(-a)**2", "(-a) ** 2"],
    ["2**-a", "2 ** -a"],
    ["-(a**2)", "-(a ** 2)"],
    ["-(-a)", "-(-a)"],
    ["-+a", "-+a"],
    ["!(a&&b)", "!(a && b)"],
    ["!a&&b", "!a && b"],
    ["(a||b)&&1", "(a || b) && 1"],
    ["a||(b&&1)", "a || b && 1"],
    ["(a??b)||1", "(a ?? b) || 1"],
    ["a??(b||1)", "a ?? (b || 1)"],
    ["(a??b)??1", "a ?? b ?? 1"],
    ["a??(b??1)", "a ?? (b ?? 1)"],
    ["(a?b:1)?2:3", "(a ? b : 1) ? 2 : 3"],
    ["a?(b?1:2):(a?3:4)", "a ? b ? 1 : 2 : a ? 3 : 4"],
    ["(a?b:1)+1", "(a ? b : 1) + 1"],
    ["(a+b).length", "(a + b).length"],
    ["(5).toFixed(1)", "(5).toFixed(1)"],
    ["'a'.length", '"a".length'],
    ["[1,2][0]", "[1, 2][0]"],
    ["typeof (a+b)", "typeof (a + b)"],
    ["typeof a.b", "typeof a.b"],
    ["a['b']", "a.b"],
    ["a['b-c']", 'a["b-c"]'],
    ["a?.['b-c']", 'a?.["b-c"]'],
    ["a?.[b]", "a?.[b]"],
    ["a?.b?.trim()", "a?.b?.trim()"],
    ["risk-check.output-1", "risk-check.output - 1"],
    ["Math.max( a,b )", "Math.max(a, b)"],
    ["'it\\'s \\u20ac'", '"it\'s €"'],
    ["1e21", "1e+21"],
    ["9007199254740993e0", "9.007199254740992e+15"],
  ])("%s", (source, printed) => {
    const parsed = parseExpression(source, NAMES);
    expect(parsed.ok ? printExpression(parsed.expression) : parsed.error).toBe(printed);
  });
});

test("a value is shown with its expressions unevaluated", () => {
  const texts = ["plain", "$${x}", "${input.topic}", "Bearer ${env.ADMIN_EMAIL}", "$env.ADMIN_EMAIL"];
  const values = texts.map((text) => {
    const parsed = parseTemplate(text, NAMES);
    if (!parsed.ok) throw new Error(text);
    return parsed.value;
  });
  const value: CompiledValue = {
    k: "object",
    o: [
      ["list", { k: "array", a: values }],
      ["const", { k: "const", v: { n: 1, t: ["${x}"] } }],
    ],
  };
  expect(printValue(value)).toEqual({
    list: ["plain", "$${x}", "${input.topic}", "Bearer ${env.ADMIN_EMAIL}", "${env.ADMIN_EMAIL}"],
    const: { n: 1, t: ["$${x}"] },
  });
});
