/** What cannot be written, by code and place. */
import { describe, expect, test } from "vitest";
import type { ExpressionFaultCode } from "../../src/expressions/expression-fault.ts";
import { parseExpression } from "../../src/expressions/parse-expression.ts";
import { NAMES } from "./sample-scope.ts";

/** `marked` is the stretch of the source that the fault points at. */
type Row = readonly [source: string, code: ExpressionFaultCode, marked: string, suggestion?: string];

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  syntax: [
    ["", "expression-empty", ""],
    ["  ", "expression-empty", "  "],
    ["a b", "expression-syntax", "b"],
    ["1 2", "expression-syntax", "2"],
    ["[a b]", "expression-syntax", "b"],
    ["Math.max(a b)", "expression-syntax", "b"],
    ["'a' 'b'", "expression-syntax", "'"],
    [";a", "expression-syntax", ";"],
    ["a;", "expression-syntax", ";"],
    ["a; b", "expression-syntax", ";"],
    ["a,", "expression-syntax", ","],
    ["a, b", "expression-syntax", ","],
    ["(a, b)", "expression-syntax", ","],
    ["[a,, b]", "expression-syntax", ","],
    ["[,]", "expression-syntax", ","],
    ["Math.max(,)", "expression-syntax", ","],
    ["()", "expression-syntax", ")"],
    ["(a", "expression-syntax", "("],
    ["[a", "expression-syntax", "["],
    ["Math.max(a", "expression-syntax", "("],
    ["a)", "expression-syntax", ")"],
    ["a]", "expression-syntax", "]"],
    ["a[]", "expression-syntax", "]"],
    ["a[", "expression-syntax", ""],
    ["a +", "expression-syntax", ""],
    ["* a", "expression-syntax", "*"],
    ["&& a", "expression-syntax", "&&"],
    ["a.", "expression-syntax", ""],
    ["a..b", "expression-syntax", "."],
    ["a.1", "expression-syntax", "1"],
    ["a ? 1", "expression-syntax", ""],
    ["a ? : 1", "expression-syntax", ":"],
    ["a : b", "expression-syntax", ":"],
    ["!", "expression-syntax", ""],
    ["typeof", "expression-syntax", ""],
    ["@a", "expression-syntax", "@"],
    ["a # b", "expression-syntax", "#"],
    ["\\", "expression-syntax", "\\"],
    ["/a/", "expression-syntax", "/"],
    ["...a", "expression-syntax", "..."],
    ["Math.max(...input.tags)", "expression-syntax", "..."],
    ["${a}", "expression-syntax", "${"],
    ["\u201ca\u201d", "expression-syntax", "\u201c"],
    ["a?.(b)", "expression-syntax", "a?.(b)"],
    ["a // b", "expression-syntax", "/"],
  ],
  "texts and numbers": [
    ["'abc", "text-invalid", "'abc"],
    ["'abc\\'", "text-invalid", "'abc\\'"],
    ["'\\u12'", "text-invalid", "\\u"],
    ["'\\xzz'", "text-invalid", "\\x"],
    ["'\\u{110000}'", "text-invalid", "\\u"],
    ["'\\1'", "text-invalid", "\\1"],
    ["'\\01'", "text-invalid", "\\0"],
    ["010", "number-invalid", "010"],
    ["0x10", "number-invalid", "0"],
    ["1_000", "number-invalid", "1"],
    ["10n", "number-invalid", "10"],
    ["5px", "number-invalid", "5"],
    ["1e999", "number-invalid", "1e999"],
    ["12345678901234567890", "number-invalid", "12345678901234567890"],
    ["1.toFixed()", "number-invalid", "1."],
    ["`a`", "template-literal", "`"],
    ["'a' + `b`", "template-literal", "`"],
    ["{}", "object-literal", "{"],
    ["{a: 1}", "object-literal", "{"],
    ["[{a: 1}]", "object-literal", "{"],
  ],
  operators: [
    ["a = 1", "assignment", "=", "==="],
    ["a += 1", "assignment", "="],
    ["a && = b", "assignment", "="],
    ["a === = b", "assignment", "="],
    ["a ||= b", "assignment", "="],
    ["a++", "operator-unknown", "++"],
    ["++a", "operator-unknown", "++"],
    ["a--", "operator-unknown", "--"],
    ["a--b", "operator-unknown", "--"],
    ["--a", "operator-unknown", "--"],
    ["a & b", "operator-unknown", "&", "&&"],
    ["a | b", "operator-unknown", "|", "||"],
    ["a ^ b", "operator-unknown", "^", "**"],
    ["~a", "operator-unknown", "~"],
    ["a << b", "operator-unknown", "<<"],
    ["a >>> b", "operator-unknown", ">>>"],
    ["a <> b", "operator-unknown", "<>"],
    ["a and b", "operator-unknown", "and", "&&"],
    ["a or b", "operator-unknown", "or", "||"],
    ["not a", "operator-unknown", "not", "!"],
    ["a is b", "operator-unknown", "is", "==="],
    ["a in b", "operator-unknown", "in"],
    ["a instanceof b", "operator-unknown", "instanceof"],
    ["void 0", "operator-unknown", "void"],
    ["delete a.b", "operator-unknown", "delete"],
    ["await a", "operator-unknown", "await"],
    ["a ?? b || 1", "operator-mixed", "a ?? b || 1"],
    ["a || b ?? 1", "operator-mixed", "a || b ?? 1"],
    ["a && b ?? 1", "operator-mixed", "a && b ?? 1"],
    ["a ?? b && 1", "operator-mixed", "a ?? b && 1"],
    ["-a ** b", "operator-mixed", "-a ** b"],
    ["typeof a ** b", "operator-mixed", "typeof a ** b"],
    ["x => x", "function-literal", "=>"],
    ["input.tags.map(t => t)", "function-literal", "=>"],
    ["function () {}", "function-literal", "function"],
  ],
  names: [
    ["inptu.topic", "name-unknown", "inptu", "input"],
    ["aprove.output", "name-unknown", "aprove", "approve"],
    ["risk-chek.output", "name-unknown", "risk-chek", "risk-check"],
    ["risk-check2", "name-unknown", "risk-check2", "risk-check"],
    ["Input.topic", "name-unknown", "Input", "input"],
    ["whatever", "name-unknown", "whatever"],
    ["input.last-name", "name-unknown", ".last-name", '["last-name"]'],
    ["input?.last-name", "name-unknown", "last-name", '["last-name"]'],
    ["x", "name-unknown", "x"],
    ["this", "name-unknown", "this"],
    ["this.input", "name-unknown", "this"],
    ["NaN", "name-unknown", "NaN"],
    ["Date", "name-unknown", "Date"],
    ["globalThis", "name-unknown", "globalThis"],
    ["process.env.X", "name-unknown", "process"],
    ["__proto__", "name-unknown", "__proto__"],
    ["constructor", "name-unknown", "constructor"],
    ["now", "name-unknown", "now", "now()"],
    ["Math", "name-unknown", "Math"],
    ["(aprove)", "name-unknown", "aprove", "approve"],
    ["revwe.output.includes('x')", "name-unknown", "revwe"],
    ["env", "env-whole", "env"],
    ["env[a]", "env-whole", "env"],
    ["JSON.stringify(env)", "env-whole", "env"],
    ["env ?? 1", "env-whole", "env"],
    ["[env]", "env-whole", "env"],
    ["a.__proto__", "member-refused", "__proto__"],
    ["a['__proto__']", "member-refused", "'__proto__'"],
    ["a?.constructor", "member-refused", "constructor"],
    ["a.b.prototype", "member-refused", "prototype"],
    ["env.__proto__", "member-refused", "__proto__"],
    ["a.constructor('x')", "method-unknown", "constructor"],
  ],
  calls: [
    ["foo(1)", "function-unknown", "foo"],
    ["Date.now()", "function-unknown", "Date.now"],
    ["Math.random()", "function-unknown", "Math.random"],
    ["Math.cel(1)", "function-unknown", "Math.cel", "Math.ceil"],
    ["JSON.parse('1')", "function-unknown", "JSON.parse"],
    ["Object.keys(input)", "function-unknown", "Object.keys"],
    ["eval('1')", "function-unknown", "eval"],
    ["a(1)", "function-unknown", "a"],
    ["input['topic']()", "function-unknown", "input['topic']()"],
    ["(a)()", "function-unknown", "a"],
    ["'x'()", "function-unknown", "'x'()"],
    ["now()()", "function-unknown", "now()()"],
    ["Math['ceil'](1)", "function-unknown", "Math['ceil'](1)"],
    ["Math.constructor()", "function-unknown", "Math.constructor"],
    ["undefined()", "function-unknown", "undefined"],
    ["toString()", "function-unknown", "toString", "String"],
    ["input.tags.map(1)", "method-unknown", "map"],
    ["input.topic.toUppercase()", "method-unknown", "toUppercase", "toUpperCase"],
    ["input.topic.match('x')", "method-unknown", "match"],
    ["input.tags.push(1)", "method-unknown", "push"],
    ["input.toString.call(1)", "method-unknown", "call"],
    ["approve.output.hasOwnProperty('x')", "method-unknown", "hasOwnProperty"],
    ["now(1)", "argument-count", "now(1)"],
    ["Math.round(1, 2)", "argument-count", "Math.round(1, 2)"],
    ["Math.max()", "argument-count", "Math.max()"],
    ["input.topic.includes()", "argument-count", "input.topic.includes()"],
    ["input.topic.replace('a')", "argument-count", "input.topic.replace('a')"],
    ["String()", "argument-count", "String()"],
  ],
};

describe.each(Object.entries(TABLES))("%s", (_title, rows) => {
  test.each(rows.map((row) => [row[0], row] as const))("%s", (_source, [source, code, marked, suggestion]) => {
    const parsed = parseExpression(source, NAMES);
    if (parsed.ok) throw new Error(`reads as ${JSON.stringify(parsed.expression)}`);
    const { error } = parsed;
    const found = source.slice(error.offset, error.offset + (error.length ?? 0));
    expect({ code: error.code, marked: found, suggestion: error.suggestion }).toEqual({ code, marked, suggestion });
  });
});

test("the sentences say what to do", () => {
  const messageOf = (source: string) => {
    const parsed = parseExpression(source, NAMES);
    return parsed.ok ? "" : parsed.error.message;
  };
  expect(messageOf("Date.now()")).toBe("Date.now() is not a function of expressions; use now()");
  expect(messageOf("a = 1")).toContain("write `===` to compare");
  expect(messageOf("`a`")).toContain("write plain text around `${…}`");
  expect(messageOf("aprove.output")).toContain("did you mean `approve`?");
  expect(messageOf("Math.round(1, 2)")).toBe("Math.round() takes 1 argument, not 2");
  expect(messageOf("input.tags.filter(1)")).toContain("use an agent with operation: code");
});

describe("names", () => {
  test("the longest known name wins, and without it a hyphen is minus", () => {
    const parse = (names: readonly string[]) => parseExpression("a-b-c", names);
    expect(parse(["a", "b", "c"])).toMatchObject({ expression: { k: "binary", l: { k: "binary" } } });
    expect(parse(["a", "b", "c", "a-b"])).toMatchObject({
      expression: { k: "binary", l: { n: "a-b" }, r: { n: "c" } },
    });
    expect(parse(["a", "a-b", "a-b-c"])).toEqual({ ok: true, expression: { k: "name", n: "a-b-c" } });
  });

  test("a name that no expression can speak of is not known", () => {
    for (const name of ["5-3", "a b", "-a", "a-", "", "a.b", "1"]) {
      expect(parseExpression(name === "" ? "x" : name, [name])).not.toMatchObject({
        expression: { k: "name", n: name },
      });
    }
  });

  test("functions and literals keep their meaning whatever agents are called", () => {
    expect(parseExpression("now()", ["now"])).toMatchObject({ expression: { k: "call", f: "now" } });
    expect(parseExpression("true", ["true"])).toMatchObject({ expression: { k: "lit", v: true } });
  });
});
