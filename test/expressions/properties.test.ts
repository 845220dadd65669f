/** What holds for every expression. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression } from "../../src/expressions/compiled.ts";
import { EvaluationError } from "../../src/expressions/evaluation-error.ts";
import { evaluate } from "../../src/expressions/evaluate.ts";
import { parseExpression } from "../../src/expressions/parse-expression.ts";
import { parseTemplate } from "../../src/expressions/parse-template.ts";
import { printExpression } from "../../src/expressions/print-expression.ts";
import { printValue } from "../../src/expressions/print-value.ts";
import { BINARY_OPERATORS, hostileExpression, writableExpression } from "./arbitrary-expression.ts";
import { NAMES, SCOPE } from "./sample-scope.ts";

const RUNS = 3_000;

const TOKENS = [
  "a",
  "b",
  "risk-check",
  "input",
  "env",
  "env.X",
  "now",
  "Math",
  "Math.max",
  "String",
  "new",
  "typeof",
  "this",
  "in",
  "undefined",
  "true",
  "null",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  "${",
  ".",
  "?.",
  "?",
  ":",
  ",",
  ";",
  "+",
  "-",
  "--",
  "*",
  "**",
  "/",
  "=",
  "==",
  "===",
  "=>",
  "!",
  "!=",
  "<",
  ">",
  "<=",
  "&&",
  "||",
  "??",
  "&",
  "|",
  "~",
  "1",
  "0.5",
  ".5",
  "010",
  "1e3",
  "1e",
  "'x'",
  '"y"',
  "'",
  '"',
  "`",
  "\\",
  "\\u12",
  " ",
  "\n",
  "\u00a0",
  "é",
  "😀",
  "__proto__",
  "constructor",
  ".length",
  ".trim()",
  ".map(",
  "#",
  "@",
];

const tokenSoup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 25 }).map((tokens) => tokens.join(""));
const anyText = fc.oneof(fc.string(), fc.string({ unit: "binary" }), tokenSoup);

describe("reading", () => {
  test("never throws: every text is an expression or a coded fault inside the text", () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.oneof(fc.string(), fc.constantFrom(...NAMES))), (source, names) => {
        const parsed = parseExpression(source, [...names, ...NAMES]);
        if (parsed.ok) return;
        const { code, message, offset, length = 0 } = parsed.error;
        expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        expect(message).toMatch(/\S/);
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset + length).toBeLessThanOrEqual(source.length);
      }),
      { numRuns: 4 * RUNS },
    );
  });

  test("never throws for templates either, and its faults lie inside the text", () => {
    const pieces = fc.array(fc.oneof(tokenSoup, fc.constantFrom("${", "$${", "}", "$env.X", "text")), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join("");
        const parsed = parseTemplate(text, NAMES);
        if (parsed.ok) return;
        expect(parsed.faults.length).toBeGreaterThan(0);
        for (const { offset, length = 0 } of parsed.faults) expect(offset + length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: RUNS },
    );
  });

  test("what can be read can be printed, and read again as the same", () => {
    fc.assert(
      fc.property(tokenSoup, (source) => {
        const parsed = parseExpression(source, NAMES);
        if (parsed.ok) expect(parseExpression(printExpression(parsed.expression), NAMES)).toEqual(parsed);
      }),
      { numRuns: 4 * RUNS },
    );
  });
});

describe("printing", () => {
  test("and reading again gives the same tree", () => {
    fc.assert(
      fc.property(writableExpression(NAMES), (expression) => {
        const printed = printExpression(expression);
        fc.pre(printed.length < 8_000);
        expect(parseExpression(printed, NAMES)).toEqual({ ok: true, expression });
      }),
      { numRuns: RUNS },
    );
  });

  test("a template and reading it again gives the same value", () => {
    const text = fc
      .string()
      .map((part) => part.replaceAll("$", ""))
      .filter((part) => part !== "");
    const parts = fc
      .array(fc.tuple(writableExpression(NAMES), text), { minLength: 1, maxLength: 3 })
      .map((pairs) => pairs.flat());
    fc.assert(
      fc.property(parts, (p) => {
        const printed = printValue({ k: "text", p });
        fc.pre(String(printed).length < 8_000);
        expect(parseTemplate(String(printed), NAMES)).toEqual({ ok: true, value: { k: "text", p } });
      }),
      { numRuns: RUNS / 3 },
    );
  });
});

describe("evaluating", () => {
  test("agrees with JavaScript on texts, numbers, truth and nothing", () => {
    const names = { a: 7, b: "2", c: null, d: undefined, e: "", f: { x: 1.5, y: "z", z: null } };
    const judge = (printed: string): unknown => {
      // The engine itself is the judge of what an expression means.
      // oxlint-disable-next-line no-new-func, no-implied-eval, typescript/no-implied-eval
      return new Function(...Object.keys(names), `return (${printed});`)(...Object.values(names));
    };
    fc.assert(
      fc.property(scalarExpression(), (expression) => {
        const printed = printExpression(expression);
        const parsed = parseExpression(printed, Object.keys(names));
        if (!parsed.ok) throw new Error(parsed.error.message);
        expect(evaluate(parsed.expression, { ...SCOPE, names })).toEqual(judge(printed));
      }),
      { numRuns: 2 * RUNS },
    );
  });

  test("gives data or a coded error, and never reaches a prototype, a global, a getter or a function off the list", () => {
    let trapped = 0;
    const trap = () => {
      trapped += 1;
      return "trapped";
    };
    const scope = { ...SCOPE, names: hostileNames(trap) };
    const forbidden = new Set<unknown>([
      Object.prototype,
      Array.prototype,
      String.prototype,
      Number.prototype,
      Function.prototype,
      globalThis,
      Math,
      JSON,
    ]);
    fc.assert(
      fc.property(hostileExpression(Object.keys(scope.names)), (expression) => {
        const value = outcomeOf(expression, scope);
        expect(forbidden.has(value)).toBe(false);
        expect(["function", "symbol", "bigint"]).not.toContain(typeof value);
        if (typeof value === "string") expect(value).not.toMatch(/native code|trapped/);
      }),
      { numRuns: 4 * RUNS },
    );
    expect(trapped).toBe(0);
    expect(Reflect.ownKeys(Object.prototype)).not.toContain("secret");
  });

  test("is the same every time", () => {
    fc.assert(
      fc.property(writableExpression(NAMES), (expression) => {
        expect(outcomeOf(expression, SCOPE)).toEqual(outcomeOf(expression, SCOPE));
      }),
      { numRuns: RUNS },
    );
  });
});

/** The value, or the error's code; anything else that is thrown is a mistake. */
function outcomeOf(expression: Expression, scope: typeof SCOPE): unknown {
  try {
    return evaluate(expression, scope);
  } catch (error) {
    if (error instanceof EvaluationError) return `error ${error.code}`;
    throw error;
  }
}

function hostileNames(trap: () => unknown): Record<string, unknown> {
  const list = Object.assign([1, "two", [3]], {
    toString: trap,
    valueOf: trap,
    toJSON: trap,
    join: trap,
    [Symbol.iterator]: trap,
    constructor: trap,
  });
  const holder = {
    toString: trap,
    valueOf: trap,
    toJSON: trap,
    [Symbol.toPrimitive]: trap,
    call: trap,
    list,
    length: 3,
  };
  Object.defineProperty(holder, "secret", { enumerable: true, get: trap });
  Object.defineProperty(holder, "__proto__", { enumerable: true, value: { secret: trap } });
  Object.defineProperty(holder, "constructor", { enumerable: true, value: trap });
  Object.defineProperty(list, "0", { enumerable: true, get: trap });
  const names = { holder, list, text: "text", number: 5, yes: true, trap };
  Object.defineProperty(names, "secret", { enumerable: true, get: trap });
  return names;
}

/** Without lists and objects, for which the language leaves JavaScript on purpose. */
function scalarExpression(): fc.Arbitrary<Expression> {
  const literal = fc
    .oneof(
      fc.constantFrom("", "a", "10", "9", " 2 ", "x"),
      fc.constantFrom(0, 1, 2, 3, 0.5, 10),
      fc.boolean(),
      fc.constant(null),
    )
    .map((v): Expression => ({ k: "lit", v }));
  const name = fc.constantFrom("a", "b", "c", "d", "e").map((n): Expression => ({ k: "name", n }));
  const member = fc
    .constantFrom("x", "y", "z", "gone")
    .map((p): Expression => ({ k: "member", o: { k: "name", n: "f" }, p }));
  const { any } = fc.letrec<{ any: Expression }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 5, depthIdentifier: "scalar" },
      fc.oneof(literal, name, member, fc.constant<Expression>({ k: "undef" })),
      fc
        .tuple(fc.constantFrom("!", "-", "+", "typeof"), tie("any"))
        .map(([op, a]): Expression => ({ k: "unary", op, a })),
      fc
        .tuple(fc.constantFrom(...BINARY_OPERATORS), tie("any"), tie("any"))
        .map(([op, l, r]): Expression => ({ k: "binary", op, l, r })),
      fc.tuple(tie("any"), tie("any"), tie("any")).map(([c, t, e]): Expression => ({ k: "cond", c, t, e })),
      fc
        .tuple(fc.constantFrom("String", "Number", "Boolean", "Math.ceil", "Math.abs"), tie("any"))
        .map(([f, a]): Expression => ({ k: "call", f, a: [a] })),
    ),
  }));
  return any;
}
