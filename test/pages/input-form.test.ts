/** The form that starts a run: which inputs it has, and what somebody means by what they send. */
import { expect, test } from "vitest";
import type { InputFields } from "../../src/ensembles/plan.ts";
import { formFields } from "../../src/html/form/form-field.ts";
import { inputSchema, parseInput } from "../../src/pages/ensembles/input-form.ts";

const FIELDS: InputFields = {
  topic: { type: "string", required: true, description: "What about" },
  count: { type: "integer", required: true, default: 3 },
  ratio: { type: "number" },
  urgent: { type: "boolean" },
  tone: { type: "string", enum: ["calm", "loud"] },
  tags: { type: "array" },
  options: { type: "object" },
  anything: { type: "any" },
};

test("every type of field has an input of its kind; what has a default need not be filled in", () => {
  const fields = formFields(inputSchema(FIELDS));
  expect(fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([
    ["topic", "text", true],
    ["count", "number", false],
    ["ratio", "number", false],
    ["urgent", "boolean", false],
    ["tone", "choice", false],
    ["tags", "json", false],
    ["options", "json", false],
    ["anything", "json", false],
  ]);
});

test("a list whose default holds texts or numbers is written in lines", () => {
  const fields: InputFields = { texts: { type: "array", default: ["a"] }, mixed: { type: "array", default: ["a", 1] } };
  expect(formFields(inputSchema(fields)).map(({ kind }) => kind)).toEqual(["lines", "json"]);
  expect(parseInput(fields, { texts: "a\nb\n", mixed: "[1]" })).toEqual({ texts: ["a", "b"], mixed: [1] });
});

test.each([
  ["typed values", { topic: "Bees", count: "5", urgent: "true" }, { topic: "Bees", count: 5, urgent: true }],
  ["JSON", { tags: '["a"]', options: '{"b":1}', anything: "7" }, { tags: ["a"], options: { b: 1 }, anything: 7 }],
  ["text where anything goes", { anything: "seven" }, { anything: "seven" }],
  ["nothing for what stays empty", { topic: "", tone: "" }, {}],
  ["what does not fit, for the check to name", { count: "many", tags: "[" }, { count: "many", tags: "[" }],
  ["unknown fields, for the check to name", { other: "x" }, { other: "x" }],
])("means %s", (_what, texts, input) => {
  expect(parseInput(FIELDS, texts)).toEqual(input);
});

test.each([
  ["", {}],
  ['{"a": 1}', { a: 1 }],
  ["[1]", null],
  ["no JSON", null],
])("where anything goes, %j is %j", (json, input) => {
  expect(parseInput({}, { json })).toEqual(input);
});
