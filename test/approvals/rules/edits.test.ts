/** Changes to a proposal: what may be changed, what comes of it, and what is put on record. */
import { describe, expect, test } from "vitest";
import { checkEdits, editedPaths } from "../../../src/approvals/check-edits.ts";
import { decide } from "../../../src/approvals/decide.ts";
import { editForm, proposalOf } from "../../../src/approvals/edit-form.ts";
import type { Json, JsonObject } from "../../../src/kernel/json.ts";
import { NOW, open, shared } from "./states.ts";

const ORDER: JsonObject = {
  amount: 120,
  note: "",
  rush: false,
  tags: ["a", "b"],
  lines: [{ price: 1 }, { price: 2 }],
  after: null,
};

function edit(proposal: JsonObject, values: JsonObject | undefined, form: Json = null) {
  return checkEdits({ form, proposal }, { approved: true, ...(values === undefined ? {} : { values }) });
}

test.each<[string, Json, JsonObject]>([
  ["a short text", "Dear all", { type: "string", minLength: 0 }],
  ["a text of several lines", "Dear all\nGoodbye", { type: "string", minLength: 0, "x-multiline": true }],
  ["a long text", "word ".repeat(30), { type: "string", minLength: 0, "x-multiline": true }],
  ["a whole number", 3, { type: "number" }],
  ["true", true, { type: "boolean" }],
  ["texts", ["a", "b"], { type: "array", items: { type: "string" } }],
  ["numbers", [1, 2.5], { type: "array", items: { type: "number" } }],
  ["an empty list", [], { type: "array" }],
  ["a list of this and that", ["a", 1], { type: "array" }],
  ["texts with line breaks", ["a\nb"], { type: "array" }],
  ["an object", { a: 1 }, { type: "object" }],
])("%s is changed by a field of its kind", (_what, value, field) => {
  expect(editForm({ it: value })).toEqual({
    type: "object",
    properties: { it: field },
    required: ["it"],
    additionalProperties: false,
  });
});

test("data that is no object is its one member, data; nothing proposes nothing", () => {
  expect(proposalOf("A draft")).toEqual({ data: "A draft" });
  expect(proposalOf([1])).toEqual({ data: [1] });
  expect(proposalOf(null)).toEqual({});
  expect(editForm("A draft")).toMatchObject({ properties: { data: { type: "string" } } });
  expect(editForm(null)).toMatchObject({ properties: {} });
});

test("a member that would reach a prototype gets no field", () => {
  expect(editForm(JSON.parse('{"__proto__": 1, "a": 2}'))).toMatchObject({ required: ["a"] });
});

describe("approved values", () => {
  test.each<[string, JsonObject | undefined, JsonObject]>([
    ["nothing given", undefined, {}],
    ["nothing in it", {}, {}],
    ["one member", { amount: 90 }, { amount: 90 }],
    ["an emptied text", { note: "" }, { note: "" }],
    ["an emptied list", { tags: [] }, { tags: [] }],
    ["something in place of nothing", { after: "noon" }, { after: "noon" }],
    ["an inner member", { lines: [{ price: 1 }, { price: 3 }] }, { lines: [{ price: 1 }, { price: 3 }] }],
  ])("%s: the rest stays as it was", (_what, given, changed) => {
    expect(edit(ORDER, given)).toEqual({ ok: true, values: { ...ORDER, ...changed } });
  });

  test.each<[string, JsonObject, string]>([
    ["a text for a number", { amount: "90" }, "values.amount"],
    ["nothing for a number", { amount: null }, "values.amount"],
    ["a number among texts", { tags: ["a", 1] }, "values.tags.1"],
    ["a list for an object", { lines: {} }, "values.lines"],
    ["a member that is not there", { admin: true }, "values"],
    ["a prototype", JSON.parse('{"__proto__": {"admin": true}}'), "values"],
  ])("%s does not fit", (_what, given, path) => {
    const checked = edit(ORDER, given);
    expect(!checked.ok && checked.errors.map((error) => error.path)).toEqual([path]);
  });

  test("more than data may have is refused", () => {
    const checked = edit({ text: "a", more: "b".repeat(800 * 1024) }, { text: "c".repeat(200 * 1024) });
    expect(checked).toMatchObject({
      ok: false,
      errors: [{ path: "values", message: expect.stringContaining("900 KiB") }],
    });
  });

  test("a rejection changes nothing, whatever came with it", () => {
    expect(checkEdits({ form: null, proposal: ORDER }, { approved: false, values: { amount: "x" } })).toEqual({
      ok: true,
      values: undefined,
    });
  });
});

describe("with a form of the author's", () => {
  const FORM: Json = {
    properties: { amount: { type: "number", maximum: 200 }, signedBy: { type: "string" }, rush: { type: "boolean" } },
    required: ["amount", "signedBy"],
  };

  test("its fields alone may be changed, and what it wants is wanted", () => {
    expect(edit(ORDER, { signedBy: "Ana" }, FORM)).toEqual({ ok: true, values: { ...ORDER, signedBy: "Ana" } });
    expect(edit(ORDER, { signedBy: "Ana", note: "x" }, FORM)).toMatchObject({ ok: false });
    expect(edit(ORDER, { amount: 500, signedBy: "Ana" }, FORM)).toMatchObject({
      ok: false,
      errors: [{ path: "values.amount", message: "Must be at most 200." }],
    });
    expect(edit(ORDER, undefined, FORM)).toMatchObject({
      ok: false,
      errors: [{ path: "values.signedBy", message: "Please fill this in." }],
    });
  });

  test("data that does not fit it counts as not given", () => {
    expect(edit({ amount: "many" }, { signedBy: "Ana" }, FORM)).toMatchObject({ errors: [{ path: "values.amount" }] });
    expect(edit({ amount: 1, rush: "soon" }, { signedBy: "Ana" }, FORM)).toEqual({
      ok: true,
      values: { amount: 1, rush: "soon", signedBy: "Ana" },
    });
  });
});

describe("on record", () => {
  test.each<[string, JsonObject, string[]]>([
    ["nothing", {}, []],
    ["the same in another order of members", { lines: [{ price: 1 }, { price: 2 }] }, []],
    ["a member", { amount: 1 }, ["amount"]],
    ["one entry of a list", { tags: ["a", "c"] }, ["tags.1"]],
    ["a list that grew", { tags: ["a", "b", "c"] }, ["tags"]],
    ["deep inside", { lines: [{ price: 1 }, { price: 2, note: "x" }] }, ["lines.1.note"]],
    ["an answer to a field that the data has not", { signedBy: "Ana" }, []],
  ])("%s", (_what, changed, paths) => {
    expect(editedPaths(ORDER, { ...ORDER, ...changed })).toEqual(paths);
  });

  test("very many changes are told by the outermost members, and never by more than a hundred", () => {
    const many = Array.from({ length: 300 }, (_, index) => index);
    expect(editedPaths({ list: many }, { list: many.map((one) => one + 1) })).toEqual(["list"]);
    const members = Object.fromEntries(many.map((one) => [`m${one}`, 1]));
    const changed = Object.fromEntries(many.map((one) => [`m${one}`, 2]));
    expect(editedPaths(members, changed)).toHaveLength(100);
  });

  test("the answer says what its giver changed, and the end has the values", () => {
    const decided = decide(open({ proposal: ORDER }), shared("ana"), { approved: true, values: { amount: 1 } }, NOW);
    expect(decided).toMatchObject({
      kind: "recorded",
      answer: { approver: "ana", edited: ["amount"] },
      end: { status: "approved", values: { ...ORDER, amount: 1 } },
    });
  });

  test("where nothing was changed, it does not say so, and the values are the data", () => {
    const decided = decide(open({ proposal: ORDER }), shared("ana"), { approved: true, values: { amount: 120 } }, NOW);
    expect(decided).toMatchObject({ end: { values: ORDER } });
    expect(decided.kind === "recorded" && "edited" in decided.answer).toBe(false);
  });
});
