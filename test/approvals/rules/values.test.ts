/** Answers to the author's form. */
import { describe, expect, test } from "vitest";
import { checkValues } from "../../../src/approvals/check-values.ts";
import { formSchema } from "../../../src/contract/form-schema.ts";
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

describe("what a form does not say outright", () => {
  test.each<[string, Json, JsonObject, string]>([
    ["a shortest length is a text's", { minLength: 2 }, { a: 7 }, "values.a"],
    ["a shortest length counts", { minLength: 2 }, { a: "x" }, "values.a"],
    ["a least number is a number's", { minimum: 3 }, { a: "many" }, "values.a"],
    ["a format is a text's", { format: "date" }, { a: "never" }, "values.a"],
    [
      "fields are an object's",
      { properties: { x: { type: "number" } }, required: ["x"] },
      { a: { y: 1 } },
      "values.a.x",
    ],
    ["entries are a list's", { items: { minimum: 1 } }, { a: [0] }, "values.a.0"],
    ["anything is still something", {}, {}, "values.a"],
    ["nothing is no default where nothing does not fit", { type: "number", default: null }, {}, "values.a"],
    ["a default of another type is none", { type: "number", default: "5" }, {}, "values.a"],
    ["a default that is too little is none", { type: "number", minimum: 3, default: 1 }, {}, "values.a"],
    ["a default that the pattern refuses is none", { type: "string", pattern: "^\\d$", default: "x" }, {}, "values.a"],
  ])("%s", (_what, schema, values, path) => {
    const checked = checkValues({ properties: { a: schema }, required: ["a"] }, { approved: true, values });
    expect(!checked.ok && checked.errors.map((error) => error.path)).toEqual([path]);
  });

  test("a default that fits is taken", () => {
    const form = { properties: { a: { type: "number", minimum: 3, default: 5 } }, required: ["a"] };
    expect(checkValues(form, { approved: true })).toEqual({ ok: true, values: { a: 5 } });
  });
});

describe("a pattern", () => {
  test.each<[string, string, boolean]>([
    ["^\\p{L}+$", "Jürgen", true],
    ["^\\p{L}+$", "J1", false],
    ["^.$", "😀", true],
    ["^\\d\\-\\d$", "1-2", true],
    ["b", "abc", true],
  ])("%s on %s: %s", (pattern, text, fits) => {
    const form = { properties: { a: { type: "string", pattern }, l: { type: "array", items: { pattern } } } };
    expect(checkValues(form, { approved: true, values: { a: text } }).ok).toBe(fits);
    expect(checkValues(form, { approved: true, values: { l: [text] } }).ok).toBe(fits);
  });

  test("is held against no text that is so long that it could take for ever", () => {
    const form = { properties: { a: { type: "string", pattern: "^\\s+$" } } };
    const check = (length: number) => checkValues(form, { approved: true, values: { a: " ".repeat(length) } });
    expect(check(10_000).ok).toBe(true);
    expect(check(10_001)).toEqual({
      ok: false,
      errors: [{ path: "values.a", message: "Must have at most 10000 characters." }],
    });
  });

  test("is named beside other mistakes, at its place", () => {
    const fields = {
      a: { type: "string", pattern: "^x" },
      n: { type: "number" },
      m: { type: "string", format: "email" },
    };
    expect(checkValues({ properties: fields }, { approved: true, values: { a: "y", n: "z", m: "m" } })).toEqual({
      ok: false,
      errors: [
        { path: "values.n", message: "Must be a number." },
        { path: "values.m", message: "Must be an e-mail address." },
        { path: "values.a", message: "Is not written as it should be: it must match /^x/u." },
      ],
    });
  });
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
