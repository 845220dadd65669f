/** Hostile and very long expressions end, soon and with a code. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Expression } from "../../src/expressions/compiled.ts";
import { evaluate } from "../../src/expressions/evaluate.ts";
import { parseExpression } from "../../src/expressions/parse-expression.ts";
import { parseTemplate } from "../../src/expressions/parse-template.ts";
import { SCOPE } from "./sample-scope.ts";

const SOON = 3_000;

function within<Result>(run: () => Result): Result {
  const start = process.cpuUsage();
  try {
    return run();
  } finally {
    // The processor's time, so that a busy machine proves nothing.
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(SOON);
  }
}

describe("reading ends", () => {
  test.each<[string, string, string]>([
    ["100,000 parentheses", "(".repeat(100_000) + "a" + ")".repeat(100_000), "expression-too-long"],
    ["a megabyte", `'${"x".repeat(1_000_000)}'`, "expression-too-long"],
    ["4,000 parentheses", "(".repeat(4_000) + "a" + ")".repeat(4_000), "expression-too-deep"],
    ["8,000 open parentheses", "(".repeat(8_000), "expression-too-deep"],
    ["4,000 lists", "[".repeat(4_000) + "]".repeat(4_000), "expression-too-deep"],
    ["8,000 times not", "!".repeat(8_000) + "a", "expression-too-deep"],
    ["1,000 times typeof", "typeof ".repeat(1_000) + "a", "expression-too-deep"],
    ["4,000 members", "a" + ".b".repeat(4_000), "expression-too-deep"],
    ["2,000 calls", "a" + ".at(0)".repeat(1_300), "expression-too-deep"],
    ["2,000 sums", "a" + "+a".repeat(2_000), "expression-too-deep"],
    ["2,000 powers", "a" + "**a".repeat(2_000), "expression-too-deep"],
    ["1,500 choices", "a?a:".repeat(1_500) + "a", "expression-too-deep"],
    ["1,500 nested choices", "a?".repeat(1_500) + "a" + ":a".repeat(1_500), "expression-too-deep"],
    ["2,000 indexes", "a[".repeat(2_000) + "a" + "]".repeat(2_000), "expression-too-deep"],
    ["an endless text", `'${"\\".repeat(8_000)}`, "text-invalid"],
    ["hyphens", `a${"-b".repeat(4_000)}-`, "expression-syntax"],
    ["spaces", " ".repeat(8_000), "expression-empty"],
    ["digits", "1".repeat(8_000), "number-invalid"],
  ])("%s", (_title, source, code) => {
    expect(within(() => parseExpression(source, ["a", "b"]))).toMatchObject({ ok: false, error: { code } });
  });

  test("brackets are counted while reading, so that the stack is never the limit", () => {
    const parsed = parseExpression("(".repeat(4_000), []);
    expect(parsed).toMatchObject({ error: { code: "expression-too-deep", offset: 256 } });
  });

  test("what people write is far within the bounds", () => {
    const sum = Array.from({ length: 200 }, (_, index) => `a.field${index}`).join(" + ");
    const choices = `${Array.from({ length: 100 }, (_, index) => `a === ${index} ? "${index}" : `).join("")}"none"`;
    for (const source of [sum, choices, `[${"'ada@example.com', ".repeat(400)}]`])
      expect(parseExpression(source, ["a"])).toMatchObject({ ok: true });
  });

  test("long templates", () => {
    expect(within(() => parseTemplate("x".repeat(5_000_000), []))).toMatchObject({ ok: true });
    expect(within(() => parseTemplate("${".repeat(500_000), []))).toMatchObject({ ok: false });
    expect(within(() => parseTemplate("$${".repeat(300_000), []))).toMatchObject({ ok: true });
    expect(within(() => parseTemplate("${a} ".repeat(20_000), ["a"]))).toMatchObject({ ok: true });
  });

  test("a caller that left no stack gets a fault, not an exception", () => {
    const deepest = (): unknown => {
      try {
        return deepest();
      } catch {
        return undefined;
      }
    };
    deepest();
    const diving = (depth: number): boolean =>
      depth === 0
        ? typeof parseExpression(`${"(".repeat(200)}a${")".repeat(200)}`, ["a"]).ok === "boolean"
        : diving(depth - 1);
    for (const depth of [1_000, 3_000, 5_000]) expect(diving(depth)).toBe(true);
  });
});

describe("evaluating ends", () => {
  const names = {
    big: "a".repeat(1_000_000),
    half: `${"a".repeat(300_000)}b`,
    tail: `b${"a".repeat(300_000)}`,
    spaces: " ".repeat(1_000_000),
    list: Array.from({ length: 600_000 }, (_, index) => index),
    deep: deepList(100_000),
    cycle: cyclic(),
  };
  const scope = { ...SCOPE, names };

  const endless = [
    "'a'.repeat(1e9)",
    "'a'.repeat(9e15)",
    "'ab'.repeat(1e6).repeat(1e6)",
    "'a'.padStart(1e9)",
    "'a'.padEnd(1e308, 'b')",
    "big + big + big",
    "big.concat(big, big)",
    "big.replaceAll('a', big)",
    "big.replaceAll('', big)",
    "big.replace('a', big) + big",
    "big.split('').join(big)",
    "[big, big, big].join('')",
    "list.join(big)",
    "list.concat(list)",
    "JSON.stringify(big.split(''), null, 10)",
    "JSON.stringify(deep)",
    "deep.flat(1e9)",
    "deep.join()",
    "'' + deep",
    "cycle + ''",
    "cycle.flat(1e9)",
    "JSON.stringify(cycle)",
    "big.includes(half)",
    "big.indexOf(half)",
    "big.lastIndexOf(tail)",
    "big.split(tail)",
    "big.replace(half, '')",
    "big.replaceAll(tail, '')",
    `[${"big.toUpperCase(),".repeat(400)}]`,
    `[${"list.reverse(),".repeat(400)}]`,
    `[${"JSON.stringify(list),".repeat(300)}]`,
    `[${"big.split(''),".repeat(400)}]`,
  ];
  test.each(endless.map((source) => [source.slice(0, 60), source]))("%s", (_title, source) => {
    expect(() => within(() => evaluate(read(source), scope))).toThrow(
      expect.objectContaining({ code: "expression-limit" }),
    );
  });

  const large: [string, unknown][] = [
    [`[${"+spaces, ".repeat(800)}].length`, 800],
    [`[${"spaces == 0, ".repeat(500)}].includes(true)`, false],
    [`[${"big === half, ".repeat(500)}].includes(true)`, false],
    ["list.includes(-1)", false],
    ["big.indexOf('b')", -1],
    ["big.slice(1).length", 999_999],
    ["''.repeat(9e15)", ""],
    ["list.slice(-1)[0]", 599_999],
    ["(big + half).length", 1_300_001],
  ];
  test.each(large.map(([source, value]) => [source.slice(0, 60), source, value]))("%s", (_title, source, value) => {
    expect(within(() => evaluate(read(source), scope))).toEqual(value);
  });

  test("a tree deeper than any parser makes", () => {
    let expression: Expression = { k: "name", n: "big" };
    for (let level = 0; level < 100_000; level += 1) expression = { k: "unary", op: "!", a: expression };
    expect(() => evaluate(expression, scope)).toThrow(expect.objectContaining({ code: "expression-limit" }));
  });

  function read(source: string): Expression {
    const parsed = parseExpression(source, Object.keys(names));
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.expression;
  }
});

test("what the Worker evaluates with never imports the parser", () => {
  const folder = join(import.meta.dirname, "../../src/expressions");
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/from "([^"]+)"/g)) {
      expect(path).toMatch(/^\.\.?\//);
      visit(join(dirname(file), path));
    }
  };
  for (const file of ["evaluate.ts", "evaluate-value.ts", "names-in.ts", "print-value.ts"]) visit(join(folder, file));
  expect([...seen].map((file) => file.slice(folder.length + 1))).not.toContain("read-syntax.ts");
});

function deepList(levels: number): unknown {
  let list: unknown[] = [];
  for (let level = 0; level < levels; level += 1) list = [list];
  return list;
}

function cyclic(): unknown {
  const list: unknown[] = [1];
  list.push(list);
  return list;
}
