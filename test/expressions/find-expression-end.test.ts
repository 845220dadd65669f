/** Where `${…}` ends. */
import { expect, test } from "vitest";
import { findExpressionEnd } from "../../src/expressions/find-expression-end.ts";

test.each([
  ["${a}", 0, "${a}"],
  ["x ${a} y", 2, "${a}"],
  ["${a} ${b}", 5, "${b}"],
  ["${a[b(c)]} ]", 0, "${a[b(c)]}"],
  ["${{a: {}}} }", 0, "${{a: {}}}"],
  ["${'}'} }", 0, "${'}'}"],
  ['${"\\"}"} }', 0, '${"\\"}"}'],
  ["${'it\\'s }'}", 0, "${'it\\'s }'}"],
  ["${`}${x}`}", 0, "${`}${x}`}"],
  ["${a # b: c, d}", 0, "${a # b: c, d}"],
  ["${}", 0, "${}"],
])("%j from %i", (text, start, expected) => {
  expect(text.slice(start, findExpressionEnd(text, start))).toBe(expected);
});

test.each(["${", "${a", "${'a}", "${{a}", "${'a\\'}", '${"'])("%j is not closed", (text) => {
  expect(findExpressionEnd(text, 0)).toBe(-1);
});
