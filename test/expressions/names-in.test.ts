/** Which names a value reads. */
import { expect, test } from "vitest";
import type { CompiledValue } from "../../src/expressions/compiled.ts";
import { envNamesIn, namesIn, readsEnv } from "../../src/expressions/names-in.ts";
import { parseTemplate } from "../../src/expressions/parse-template.ts";
import { NAMES } from "./sample-scope.ts";

function compiled(text: string): CompiledValue {
  const parsed = parseTemplate(text, NAMES);
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
  return parsed.value;
}

test.each<[string, string[]]>([
  ["plain", []],
  ["${1 + now()}", []],
  ["${risk-check.output.score - a[b]}", ["risk-check", "a", "b"]],
  ["${input.x ? [run.id, !item] : Math.max(index, lint.output)}", ["input", "run", "item", "index", "lint"]],
  ["x ${approve.output.status.includes(input.a)} ${env.X}", ["approve", "input", "env"]],
])("%s", (text, names) => {
  expect([...namesIn(compiled(text))]).toEqual(names);
});

test("variables of the environment are found wherever they are read", () => {
  const value: CompiledValue = {
    k: "object",
    o: [
      ["a", compiled("${env.A ?? env['B-C']}")],
      ["b", { k: "array", a: [compiled("x ${[env.D.trim()]}"), { k: "const", v: { k: "name", n: "env" } }] }],
    ],
  };
  expect([...envNamesIn(value)]).toEqual(["A", "B-C", "D"]);
  expect(readsEnv(value)).toBe(true);
  expect(readsEnv({ k: "const", v: "${env.A}" })).toBe(false);
});
