/** Texts of a submitted form become typed values, without judging them. */
import { expect, test } from "vitest";
import type { Json } from "../../src/kernel/json.ts";
import { parseFormValues } from "../../src/html/form/parse-form-values.ts";

const TABLE: readonly [schema: Json, text: string, value: Json | undefined][] = [
  [{ type: "string" }, "hello", "hello"],
  [{ type: "string" }, " spaces ", " spaces "],
  [{ type: "string" }, "12", "12"],
  [{ type: "string" }, "a\r\nb", "a\nb"],
  [{ type: "string" }, "", undefined],
  [{ type: "number" }, "12.5", 12.5],
  [{ type: "number" }, " -3e2 ", -300],
  [{ type: "number" }, ".5", 0.5],
  [{ type: "number" }, "12,5", "12,5"],
  [{ type: "number" }, "0x10", "0x10"],
  [{ type: "number" }, "1e999", "1e999"],
  [{ type: "number" }, "NaN", "NaN"],
  [{ type: "number" }, "", undefined],
  [{ type: "integer" }, "7", 7],
  [{ type: "integer" }, "7.5", 7.5],
  [{ type: ["null", "number"] }, "4", 4],
  [{ type: "boolean" }, "true", true],
  [{ type: "boolean" }, "on", true],
  [{ type: "boolean" }, "false", false],
  [{ type: "boolean" }, "", undefined],
  [{ type: "boolean" }, "maybe", "maybe"],
  [{ const: true }, "true", true],
  [{ enum: ["a", "b"] }, "b", "b"],
  [{ enum: [1, 2, "3"] }, "2", 2],
  [{ enum: [1, 2, "3"] }, "3", "3"],
  [{ enum: [true, null] }, "true", true],
  [{ enum: ["a"] }, "other", "other"],
  [{ oneOf: [{ const: 10, title: "Ten" }] }, "10", 10],
  [{ type: "string", format: "date" }, "2026-11-22", "2026-11-22"],
  [{ type: "object" }, '{"a":1}', { a: 1 }],
  [{ type: "array" }, "[1,", "[1,"],
  [{}, "text", "text"],
];

test.each(TABLE)("%j: %j becomes %j", (schema, text, value) => {
  const values = parseFormValues({ type: "object", properties: { x: schema } }, { x: text });
  expect(values).toEqual(value === undefined ? {} : { x: value });
});

test("a field that was not sent is absent, one that the schema does not know stays", () => {
  expect(parseFormValues({ properties: { a: { type: "number" } } }, { b: "1" })).toEqual({ b: "1" });
});

test("without a form, texts stay texts", () => {
  expect(parseFormValues(null, { a: "1", empty: "" })).toEqual({ a: "1" });
});

test("names of the language's own are names like any other", () => {
  const texts = Object.fromEntries([
    ["__proto__", "1"],
    ["constructor", "2"],
  ]);
  const values = parseFormValues({ properties: { constructor: { type: "number" } } }, texts);
  expect(Object.entries(values)).toEqual([
    ["__proto__", "1"],
    ["constructor", 2],
  ]);
});
