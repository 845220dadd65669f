import { expect, test } from "vitest";
import type { WorkAgent } from "../../src/ensembles/plan.ts";
import type { CompiledValue } from "../../src/expressions/compiled.ts";
import { evaluateConfig } from "../../src/runs/evaluate-config.ts";

const scope = { names: { input: { id: "x' OR 1" } }, now: "2026-11-22T00:00:00.000Z", env: () => undefined };
const id: CompiledValue = {
  k: "expr",
  e: { k: "member", o: { k: "name", n: "input" }, p: "id" },
};

function evaluated(operation: WorkAgent["operation"], config: CompiledValue) {
  return evaluateConfig(
    { kind: "work", name: "step", onError: "fail", input: { k: "const", v: {} }, operation, config },
    scope,
  );
}

test("the body of a mail is told apart into what was written and what was put in, and is there as one text too", () => {
  const body: CompiledValue = { k: "text", p: ["**Id** ", { k: "member", o: { k: "name", n: "input" }, p: "id" }] };
  const { config, markup } = evaluated("email", {
    k: "object",
    o: [
      ["to", id],
      ["body", body],
    ],
  });
  expect(config).toEqual({ to: "x' OR 1", body: "**Id** x' OR 1" });
  expect(markup).toEqual({
    body: [
      { by: "author", text: "**Id** " },
      { by: "value", text: "x' OR 1" },
    ],
  });
});

test("a body that is one value is text, whatever it holds; one without values is all the author's", () => {
  expect(evaluated("email", { k: "object", o: [["body", id]] }).markup["body"]).toEqual([
    { by: "value", text: "x' OR 1" },
  ]);
  expect(evaluated("email", { k: "const", v: { body: "*Hi*" } }).markup["body"]).toEqual([
    { by: "author", text: "*Hi*" },
  ]);
  expect(evaluated("email", { k: "const", v: { to: "a@example.com" } }).markup).toEqual({});
});

test("a statement that is not written out is refused in a run too, whose plan may be older than the check", () => {
  const sql: CompiledValue = { k: "text", p: ["SELECT '", { k: "name", n: "input" }, "'"] };
  expect(() => evaluated("data", { k: "object", o: [["sql", sql]] })).toThrow("`sql` must be written out");
  expect(
    evaluated("data", {
      k: "object",
      o: [
        ["sql", { k: "const", v: "SELECT ?" }],
        ["params", { k: "array", a: [id] }],
      ],
    }).config,
  ).toEqual({
    sql: "SELECT ?",
    params: ["x' OR 1"],
  });
});
