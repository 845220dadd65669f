/** Answers to the author's form. */
import { describe, expect, test } from "vitest";
import { checkValues, formSchema } from "../../../src/approvals/check-values.ts";
import { decide } from "../../../src/approvals/decide.ts";
import type { Json, JsonObject } from "../../../src/kernel/json.ts";
import { brief, NOW, open, shared } from "./states.ts";

const FORM: Json = {
  type: "object",
  properties: {
    amount: { type: "number", minimum: 1, maximum: 100 },
    account: { type: "string", enum: ["a", "b"] },
    note: { type: "string", maxLength: 5 },
    tags: { type: "array", items: { type: "string" } },
    when: { type: "object", properties: { day: { type: "integer" } }, required: ["day"] },
  },
  required: ["amount"],
};

test.each<[string, JsonObject]>([
  ["all that is required", { amount: 1 }],
  ["at the upper bound", { amount: 100 }],
  ["everything", { amount: 2.5, account: "a", note: "12345", tags: ["x"], when: { day: 1 } }],
])("fits: %s", (_what, values) => {
  expect(checkValues(FORM, { approved: true, values })).toEqual({ ok: true, values });
});

test.each<[string, JsonObject | undefined, string]>([
  ["nothing at all", undefined, "values.amount"],
  ["nothing in it", {}, "values.amount"],
  ["a text for a number", { amount: "5" }, "values.amount"],
  ["too little", { amount: 0 }, "values.amount"],
  ["too much", { amount: 101 }, "values.amount"],
  ["nothing for a number", { amount: null }, "values.amount"],
  ["another choice", { amount: 1, account: "c" }, "values.account"],
  ["too long", { amount: 1, note: "123456" }, "values.note"],
  ["a wrong element", { amount: 1, tags: ["x", 1] }, "values.tags.1"],
  ["a wrong inner field", { amount: 1, when: { day: "x" } }, "values.when.day"],
  ["a field the form has not", { amount: 1, extra: true }, "values"],
])("does not fit: %s", (_what, values, path) => {
  const checked = checkValues(FORM, { approved: true, ...(values === undefined ? {} : { values }) });
  expect(checked.ok).toBe(false);
  expect(!checked.ok && checked.errors.map((error) => error.path)).toContain(path);
  expect(!checked.ok && checked.errors.every(({ message }) => message !== "")).toBe(true);
});

test("all mistakes are named at once", () => {
  const checked = checkValues(FORM, { approved: true, values: { amount: 0, account: "c", note: "123456" } });
  expect(!checked.ok && checked.errors.map(({ path }) => path)).toEqual([
    "values.amount",
    "values.account",
    "values.note",
  ]);
});

describe("a rejection", () => {
  test.each<[string, JsonObject | undefined]>([
    ["nothing", undefined],
    ["what does not fit", { amount: "x" }],
    ["what fits", { amount: 5 }],
  ])("with %s needs no values and keeps none", (_what, values) => {
    expect(checkValues(FORM, { approved: false, ...(values === undefined ? {} : { values }) })).toEqual({
      ok: true,
      values: undefined,
    });
  });
});

describe("without a form", () => {
  test.each<[string, JsonObject | undefined, boolean]>([
    ["nothing", undefined, true],
    ["nothing in it", {}, true],
    ["something", { a: 1 }, false],
  ])("%s", (_what, values, fits) => {
    expect(checkValues(null, { approved: true, ...(values === undefined ? {} : { values }) }).ok).toBe(fits);
  });
});

test("values that do not fit use nothing up: the same answerer may try again", () => {
  const state = open({ form: FORM });
  expect(brief(decide(state, shared(), { approved: true, values: {} }, NOW))).toBe("values-invalid");
  expect(brief(decide(state, shared(), { approved: true, values: { amount: 5 } }, NOW))).toBe("anonymous: approved");
});

test("a stranger is refused before any word about the form", () => {
  const state = open({ form: FORM, approvers: ["ana"] });
  expect(brief(decide(state, shared("eve"), { approved: true, values: {} }, NOW))).toBe("approver-not-allowed");
});

test.each<[string, Json]>([
  ["a text", "x"],
  ["a list", []],
  ["a schema of a text", { type: "string" }],
  ["an unknown type", { type: "object", properties: { a: { type: "nonsense" } } }],
])("%s is no form", (_what, form) => {
  expect(() => formSchema(form)).toThrow();
});

test("a form may leave out that it is an object, and may allow more fields", () => {
  expect(checkValues({ properties: { a: { type: "number" } } }, { approved: true, values: { a: 1 } })).toMatchObject({
    ok: true,
  });
  expect(checkValues({ additionalProperties: true }, { approved: true, values: { b: 1 } })).toEqual({
    ok: true,
    values: { b: 1 },
  });
});
