/** What expressions mean: a table of source and value. */
import { describe, expect, test } from "vitest";
import type { Expression } from "../../src/expressions/compiled.ts";
import { evaluate } from "../../src/expressions/evaluate.ts";
import { parseExpression } from "../../src/expressions/parse-expression.ts";
import { NAMES, SCOPE } from "./sample-scope.ts";

const TABLES: Readonly<Record<string, readonly (readonly [source: string, value: unknown])[]>> = {
  literals: [
    ["1", 1],
    ["1.5", 1.5],
    [".5", 0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["1E-2", 0.01],
    ["9007199254740991", 9007199254740991],
    ["1e21", 1e21],
    ["'a'", "a"],
    ['"a"', "a"],
    ["'it\\'s'", "it's"],
    ['"a\\nb\\t\\\\"', "a\nb\t\\"],
    ['"\\u20ac\\x41\\u{1F600}"', "€A😀"],
    ['"}"', "}"],
    ["'${x}'", "${x}"],
    ["true", true],
    ["false", false],
    ["null", null],
    ["undefined", undefined],
    ["[]", []],
    ["[1, 'a', [true]]", [1, "a", [true]]],
    ["[1, 2,]", [1, 2]],
    ["[input.gone, 1]", [undefined, 1]],
  ],
  "names with and without hyphens": [
    ["risk-check.output.score < 0.3", true],
    ["risk-check.output.x - 1", 4],
    ["risk-check.output.x-1", 4],
    ["risk - check", 6],
    ["risk -check", 6],
    ["a-b", 5],
    ["1-a", -6],
    ["-1 + a", 6],
    ["-a-b", -9],
    ["-risk-check.output.x", -5],
    ["risk-check?.output.x", 5],
    ["risk-check['output'].x", 5],
    ["[risk-check.output.x][0]", 5],
    ["Math.max(risk-check.output.x, 6)", 6],
    ["risk-check.output.x > 2 ? 'y' : 'n'", "y"],
    ["!risk-check.output", false],
    ["step-2b + 1", 2],
    ["not-found", true],
    ["new", "fresh"],
    ["größe", 44],
    ["auto-approve.output.approved || lint.output.passed", true],
    ["a\u00a0+\u00a0b", 9],
  ],
  members: [
    ["input.topic", "Bees"],
    ["input['topic']", "Bees"],
    ["input['first-name']", "Ada"],
    ["input.tags[1]", "y"],
    ["input.tags['1']", "y"],
    ["input.tags[index]", "x"],
    ["input.tags[input.tags.length - 1]", "z"],
    ["input.tags[-1]", undefined],
    ["input.tags[1.5]", undefined],
    ["input.tags.length", 3],
    ["input.topic.length", 4],
    ["input.topic['length']", 4],
    ["input.topic[0]", "B"],
    ["input.topic[9]", undefined],
    ["input.length", 7],
    ["input.amount.length", undefined],
    ["input.yes.x", undefined],
    ["input.gone", undefined],
    ["input.gone.deeper[0].still", undefined],
    ["input.none.x", undefined],
    ["nothing", undefined],
    ["nothing.output.approved", undefined],
    ["auto-approve.output.approved", undefined],
    ["input?.topic", "Bees"],
    ["input.gone?.x.y", undefined],
    ["input?.tags?.[2]", "z"],
    ["input.tags[input.customer]", undefined],
    ["input.customer.toString", undefined],
    ["input.hasOwnProperty", undefined],
    ["input.tags.map", undefined],
    ["'abc'.at", undefined],
    ["input[['__pro', 'to__'].join('')]", undefined],
    ["input['constr' + 'uctor']", undefined],
    ["'abc'['constr' + 'uctor']", undefined],
    ["input.tags['proto' + 'type']", undefined],
    ["run.id", "run_1"],
    ["item.id + index", 1],
    ["approve.output.approvals[1].approver", "bob"],
  ],
  operators: [
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 / 4", 2.5],
    ["-7 % 3", -1],
    ["2 ** 3 ** 2", 512],
    ["(-2) ** 2", 4],
    ["2 ** -1", 0.5],
    ["-(2 ** 2)", -4],
    ["1 - 2 - 3", -4],
    ["8 / 4 / 2", 1],
    ["- -1", 1],
    ["+'3'", 3],
    ["!''", true],
    ["!!'a'", true],
    ["-'x'", Number.NaN],
    ["1 < 2", true],
    ["2 <= 2", true],
    ["'b' > 'a'", true],
    ["'10' < '9'", true],
    ["'10' < 9", false],
    ["null >= 0", true],
    ["undefined >= 0", false],
    ["1 == '1'", true],
    ["1 === '1'", false],
    ["null == undefined", true],
    ["null === undefined", false],
    ["null == 0", false],
    ["true == 1", true],
    ["true == '1'", true],
    ["1 != 2", true],
    ["1 !== 1", false],
    ["undefined == false", false],
    ["'a' + 1", "a1"],
    ["1 + 'a'", "1a"],
    ["1 + true", 2],
    ["'a' + undefined", "aundefined"],
    ["'a' + null", "anull"],
    ["null + 1", 1],
    ["undefined + 1", Number.NaN],
    ["true && 'x'", "x"],
    ["0 && 'x'", 0],
    ["0 || 'x'", "x"],
    ["0 ?? 'x'", 0],
    ["null ?? 'x'", "x"],
    ["(null ?? 0) || 5", 5],
    ["1 || 2 && 3", 1],
    ["input.gone ?? input.none ?? 'last'", "last"],
    ["true ? 1 : 2", 1],
    ["false ? 1 : true ? 2 : 3", 2],
    ["true ? false ? 1 : 2 : 3", 2],
    ["1 + 1 === 2 ? 'y' : 'n'", "y"],
    ["a ? b : 0", 2],
    ["a?b:0", 2],
    ["typeof 1", "number"],
    ["typeof 'a'", "string"],
    ["typeof input", "object"],
    ["typeof null", "object"],
    ["typeof input.gone", "undefined"],
    ["typeof(a) === 'number'", true],
    ["typeof a + 'x'", "numberx"],
    ["!input.no && input.yes", true],
    ["a > b === true", true],
  ],
  "objects beside operators: JSON beside a text, no number elsewhere": [
    ["'v: ' + input.customer", 'v: {"name":"Ada","vip":false}'],
    ["input.tags + ''", '["x","y","z"]'],
    ["input.tags + 1", Number.NaN],
    ["-input.tags", Number.NaN],
    ["[5] * 2", Number.NaN],
    ["[] == ''", false],
    ["[1] == 1", false],
    ["input.tags == input.tags", true],
    ["input.customer < 5", false],
    ["input.customer === input.customer", true],
    ["[] ? 1 : 2", 1],
  ],
  functions: [
    ["now()", "2026-02-03T04:05:06.789Z"],
    ["now().slice(0, 10)", "2026-02-03"],
    ["Math.ceil(approvers.length / 2)", 2],
    ["Math.max(1, 3, 2)", 3],
    ["Math.min(2, '1')", 1],
    ["Math.round(2.5)", 3],
    ["Math.abs(-2)", 2],
    ["Math.pow(2, 10)", 1024],
    ["Math.max(input.tags)", Number.NaN],
    ["Math.PI > 3 && Math.PI < 4", true],
    ["Math.PI.toFixed(2)", "3.14"],
    ["String(12)", "12"],
    ["String(null)", "null"],
    ["String(input.tags)", '["x","y","z"]'],
    ["Number('12')", 12],
    ["Number('')", 0],
    ["Number('x')", Number.NaN],
    ["Number(input.customer)", Number.NaN],
    ["Number(input.gone)", Number.NaN],
    ["Boolean('')", false],
    ["Boolean(input.tags)", true],
    ["JSON.stringify(input.customer)", '{"name":"Ada","vip":false}'],
    ["JSON.stringify([1, input.gone])", "[1,null]"],
    ["JSON.stringify(input.gone)", undefined],
    ["JSON.stringify('a')", '"a"'],
    ["JSON.stringify([1], null, 2)", "[\n  1\n]"],
    ["JSON.stringify([1], null, '-')", "[\n-1\n]"],
  ],
  "methods of texts": [
    ["input.topic.toUpperCase()", "BEES"],
    ["input.topic.toLowerCase()", "bees"],
    ["input.text.trim()", "Hello, World"],
    ["input.text.trimStart()", "Hello, World  "],
    ["input.text.trimEnd()", "  Hello, World"],
    ["input.topic.slice(1)", "ees"],
    ["input.topic.slice(-2)", "es"],
    ["input.topic.slice(1, 3)", "ee"],
    ["input.topic.substring(1, 2)", "e"],
    ["input.topic.startsWith('Be')", true],
    ["input.topic.endsWith('es')", true],
    ["input.topic.includes('ee')", true],
    ["input.topic.includes(input.gone)", false],
    ["input.topic.startsWith(input.gone)", false],
    ["input.topic.indexOf('e')", 1],
    ["input.topic.indexOf('e', 2)", 2],
    ["input.topic.lastIndexOf('e')", 2],
    ["'a,b,c'.split(',')", ["a", "b", "c"]],
    ["'abc'.split('')", ["a", "b", "c"]],
    ["'a,b,c'.split(',', 2)", ["a", "b"]],
    ["'a,b'.split()", ["a,b"]],
    ["'a-a'.replace('a', 'b')", "b-a"],
    ["'a-a'.replaceAll('a', 'b')", "b-b"],
    ["'a'.replace('a', '$&$&')", "$&$&"],
    ["'ab'.replaceAll('', '-')", "-a-b-"],
    ["'aXc'.replaceAll('x', '')", "aXc"],
    ["'7'.padStart(3, '0')", "007"],
    ["'7'.padEnd(3)", "7  "],
    ["'7'.padStart(3, '')", "7"],
    ["'ab'.repeat(3)", "ababab"],
    ["'ab'.repeat(0)", ""],
    ["'abc'.at(-1)", "c"],
    ["'abc'.charAt(1)", "b"],
    ["'abc'.charAt(9)", ""],
    ["'a'.concat('b', 1)", "ab1"],
    ["'a'.toString()", "a"],
    ["'a'.toUpperCase().toLowerCase()", "a"],
    ["input?.topic?.toUpperCase()", "BEES"],
  ],
  "methods of lists": [
    ["input.tags.includes('y')", true],
    ["input.tags.includes('q')", false],
    ["input.tags.indexOf('z')", 2],
    ["input.tags.lastIndexOf('x')", 0],
    ["input.tags.slice(1)", ["y", "z"]],
    ["input.tags.at(-1)", "z"],
    ["input.tags.at(9)", undefined],
    ["input.tags.concat(['q'], 1)", ["x", "y", "z", "q", 1]],
    ["input.tags.join('-')", "x-y-z"],
    ["input.tags.join()", "x,y,z"],
    ["[1, null, [2], input.gone].join('|')", "1||[2]|"],
    ["input.nested.flat()", [1, [2], 3]],
    ["input.nested.flat(9)", [1, 2, 3]],
    ["[[input.gone]].flat()", [undefined]],
    ["input.tags.reverse()", ["z", "y", "x"]],
    ["input.tags", ["x", "y", "z"]],
    ["input.tags.toString()", '["x","y","z"]'],
  ],
  "methods of numbers and of nothing": [
    ["input.amount.toFixed(2)", "1500.50"],
    ["(0.1 + 0.2).toFixed(1)", "0.3"],
    ["1.5.toFixed()", "2"],
    ["(255).toString(16)", "ff"],
    ["true.toString()", "true"],
    ["input.gone.toUpperCase()", undefined],
    ["input.none.join(',')", undefined],
    ["input.gone?.trim().length", undefined],
  ],
  "the environment": [
    ["env.ADMIN_EMAIL", "admin@example.com"],
    ["env['ADMIN_EMAIL']", "admin@example.com"],
    ["env.EMPTY", ""],
    ["Number(env.LIMIT) > 50", true],
    ["env.GONE ?? 'd'", "d"],
    ["env.GONE || 'd'", "d"],
    ["env.GONE || env.GONE2 || 'd'", "d"],
    ["env.GONE ?? env.ADMIN_EMAIL", "admin@example.com"],
    ["typeof env.GONE", "undefined"],
    ["env?.GONE", undefined],
    ["env.GONE?.trim()", undefined],
    ["env.GONE?.x.y", undefined],
    ["env.GONE?.[0]", undefined],
    ["false && env.GONE", false],
    ["true || env.GONE", true],
    ["true ? 1 : env.GONE", 1],
  ],
};

describe.each(Object.entries(TABLES))("%s", (_title, rows) => {
  test.each(rows)("%s", (source, value) => {
    const parsed = parseExpression(source, NAMES);
    if (!parsed.ok) throw new Error(`${parsed.error.code}: ${parsed.error.message}`);
    expect(evaluate(parsed.expression, SCOPE)).toEqual(value);
  });
});

describe("an evaluation is refused with a code and a sentence", () => {
  test.each([
    ["env.GONE", "env-missing", "environment variable GONE is not set"],
    ["env.GONE + 'x'", "env-missing", "environment variable GONE is not set"],
    ["!env.GONE", "env-missing", "environment variable GONE is not set"],
    ["[env.GONE]", "env-missing", "environment variable GONE is not set"],
    ["env.GONE && 1 || 2", "env-missing", "environment variable GONE is not set"],
    ["(env.GONE + '') ?? 1", "env-missing", "environment variable GONE is not set"],
    ["env.EMPTY || env.GONE", "env-missing", "environment variable GONE is not set"],
    ["env.GONE.trim()", "env-missing", "environment variable GONE is not set"],
    ["a.toUpperCase()", "method-unknown", "toUpperCase() is a method of texts; the value it was called on is a number"],
    ["input.customer.join()", "method-unknown", "join() is a method of lists; the value it was called on is an object"],
    ["input.topic.join()", "method-unknown", "join() is a method of lists; the value it was called on is a text"],
    [
      "input.tags.toFixed()",
      "method-unknown",
      "toFixed() is a method of numbers; the value it was called on is a list",
    ],
    [
      "input.yes.includes('t')",
      "method-unknown",
      "includes() is a method of texts and lists; the value it was called on is true or false",
    ],
    ["'a'.repeat(-1)", "argument-invalid", "repeat takes a number from 0 to 9007199254740991"],
    ["a.toFixed(101)", "argument-invalid", "toFixed takes a number from 0 to 100"],
    ["a.toString(1)", "argument-invalid", "toString takes a number from 2 to 36"],
    [
      "JSON.stringify(input, ['a'])",
      "argument-invalid",
      "JSON.stringify takes null as its second argument, not a list",
    ],
  ])("%s", (source, code, message) => {
    const parsed = parseExpression(source, NAMES);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(() => evaluate(parsed.expression, SCOPE)).toThrow(
      expect.objectContaining({ name: "EvaluationError", code, message }),
    );
  });

  test("a secret is in no message", () => {
    const parsed = parseExpression("env.ADMIN_EMAIL.join()", NAMES);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(() => evaluate(parsed.expression, SCOPE)).toThrow(/^(?!.*admin@example)/);
  });
});

describe("a plan that was tampered with", () => {
  const proto: Expression = { k: "lit", v: "__proto__" };

  test("does not reach the members that lead out of data, even where data has them", () => {
    const names = { a: JSON.parse('{"__proto__": {"b": 1}, "constructor": 2, "prototype": 3}') };
    const a: Expression = { k: "name", n: "a" };
    for (const p of ["__proto__", "constructor", "prototype"])
      expect(evaluate({ k: "member", o: a, p }, { ...SCOPE, names })).toBeUndefined();
    expect(evaluate({ k: "index", o: a, i: proto }, { ...SCOPE, names })).toBeUndefined();
    expect(evaluate({ k: "name", n: "__proto__" }, SCOPE)).toBeUndefined();
  });

  test("calls nothing that is not on the list", () => {
    for (const f of ["eval", "Math.random", "constructor", "__proto__"]) {
      expect(() => evaluate({ k: "call", f, a: [] }, SCOPE)).toThrow(
        expect.objectContaining({ code: "function-unknown" }),
      );
      expect(() => evaluate({ k: "method", o: proto, m: f, a: [] }, SCOPE)).toThrow(
        expect.objectContaining({ code: "method-unknown" }),
      );
    }
  });

  test("does not get the whole environment", () => {
    expect(() => evaluate({ k: "name", n: "env" }, SCOPE)).toThrow(expect.objectContaining({ code: "env-whole" }));
  });
});

test("a list method leaves the list as it was", () => {
  const list = Object.freeze([3, 1, 2]);
  const parsed = parseExpression("a.reverse().concat(a).flat()", ["a"]);
  if (!parsed.ok) throw new Error(parsed.error.message);
  expect(evaluate(parsed.expression, { ...SCOPE, names: { a: list } })).toEqual([2, 1, 3, 3, 1, 2]);
  expect(list).toEqual([3, 1, 2]);
});

test("a moment is its ISO 8601 text", () => {
  const parsed = parseExpression("a.at.slice(0, 10) + ' ' + JSON.stringify(a)", ["a"]);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const names = { a: { at: new Date(0) } };
  expect(evaluate(parsed.expression, { ...SCOPE, names })).toBe('1970-01-01 {"at":"1970-01-01T00:00:00.000Z"}');
});
