/** The input of a run against the fields its ensemble declares. */
import { expect, test } from "vitest";
import { checkInput } from "../../src/ensembles/check-input.ts";
import type { InputFields } from "../../src/ensembles/plan.ts";
import type { Json, JsonObject } from "../../src/kernel/json.ts";

const fields: InputFields = {
  topic: { type: "string", required: true },
  count: { type: "integer", default: 3 },
  ratio: { type: "number" },
  on: { type: "boolean" },
  color: { type: "string", enum: ["red", "green"] },
  tags: { type: "array" },
  extra: { type: "object" },
  free: { type: "any", enum: [1, { a: 1, b: 2 }] },
};

const ACCEPTED: readonly (readonly [string, JsonObject, JsonObject])[] = [
  ["defaults are filled in", { topic: "x" }, { topic: "x", count: 3 }],
  ["what is given wins over a default", { topic: "x", count: 0 }, { topic: "x", count: 0 }],
  [
    "every type",
    { topic: "", ratio: 0.5, on: false, color: "red", tags: [1], extra: {} },
    { topic: "", count: 3, ratio: 0.5, on: false, color: "red", tags: [1], extra: {} },
  ],
  [
    "choices are compared by value",
    { topic: "x", free: { b: 2, a: 1 } },
    { topic: "x", count: 3, free: { b: 2, a: 1 } },
  ],
];

test.each(ACCEPTED)("accepted: %s", (_what, input, expected) => {
  expect(checkInput(fields, input)).toEqual({ ok: true, input: expected });
});

const REFUSED: readonly (readonly [JsonObject, string, string])[] = [
  [{}, "input.topic", "is required"],
  [{ topic: 5 }, "input.topic", "must be a text"],
  [{ topic: null }, "input.topic", "must be a text"],
  [{ topic: "x", count: 1.5 }, "input.count", "must be a whole number"],
  [{ topic: "x", ratio: "1" }, "input.ratio", "must be a number"],
  [{ topic: "x", on: "true" }, "input.on", "must be true or false"],
  [{ topic: "x", color: "blue" }, "input.color", 'must be one of "red", "green"'],
  [{ topic: "x", tags: {} }, "input.tags", "must be a list"],
  [{ topic: "x", extra: [] }, "input.extra", "must be an object"],
  [{ topic: "x", free: 2 }, "input.free", 'must be one of 1, {"a":1,"b":2}'],
  [{ topic: "x", colour: "red" }, "input.colour", "is not a field of this ensemble; did you mean color?"],
  [{ topic: "x", zzzzzzzz: 1 }, "input.zzzzzzzz", "is not a field of this ensemble"],
  [{ topic: "x", toString: 1 }, "input.toString", "is not a field of this ensemble"],
  [JSON.parse('{"topic":"x","__proto__":1}') as JsonObject, "input.__proto__", "is not a field of this ensemble"],
];

test.each(REFUSED)("refused: %j", (input, path, message) => {
  expect(checkInput(fields, input)).toEqual({ ok: false, errors: [{ path, message }] });
});

test("every field that does not fit is named", () => {
  const checked = checkInput(fields, { count: "x", on: 1, other: true });
  expect(checked.ok ? [] : checked.errors.map(({ path }) => path).toSorted()).toEqual([
    "input.count",
    "input.on",
    "input.other",
    "input.topic",
  ]);
});

test("where no fields are declared, anything goes, untouched", () => {
  const input: { [key: string]: Json } = { any: [1, { thing: null }] };
  expect(checkInput({}, input)).toEqual({ ok: true, input });
});
