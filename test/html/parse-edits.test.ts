/** What somebody changed in a form that showed a proposal. */
import { expect, test } from "vitest";
import { parseEdits } from "../../src/html/form/parse-edits.ts";
import type { Json, JsonObject } from "../../src/kernel/json.ts";

const WAYS: JsonObject = { type: "array", items: { enum: ["post", "van", "bike"] } };

/** Schema, what the data has, what was posted, what was changed. */
const TABLE: readonly [what: string, schema: JsonObject, before: Json, text: string, after: Json | undefined][] = [
  ["a text left alone", { type: "string" }, "a", "a", undefined],
  ["a text with other line breaks", { type: "string" }, "a\r\nb\rc", "a\r\nb\r\nc", undefined],
  ["a text with a hidden character, shown as its mark", { type: "string" }, "a\u202Eb", "a[U+202E]b", undefined],
  ["such a text, changed elsewhere", { type: "string" }, "a\u202Eb", "a[U+202E]c", "a[U+202E]c"],
  ["an emptied text", { type: "string" }, "a", "", ""],
  ["a text that was empty", { type: "string" }, "", "", undefined],
  ["an empty text that was filled in", { type: "string" }, "", "a", "a"],
  ["a number left alone", { type: "number" }, 1e21, "1e+21", undefined],
  ["a number written otherwise", { type: "number" }, 90, "90.0", 90],
  ["an emptied number, for the validator to refuse", { type: "number" }, 90, "", null],
  ["a box left alone", { type: "boolean" }, false, "false", undefined],
  ["a ticked box", { type: "boolean" }, false, "true", true],
  ["a choice left alone", { enum: [1, 2] }, 1, "1", undefined],
  ["a choice taken back", { enum: [1, 2] }, 1, "", null],
  ["ticks in the form's order and not the data's", WAYS, ["van", "post"], "post\nvan", undefined],
  ["ticks, one more", WAYS, ["van", "post"], "post\nvan\nbike", ["post", "van", "bike"]],
  ["ticks, all taken away", WAYS, ["van"], "", []],
  ["lines left alone", { type: "array", items: { type: "string" } }, ["a", "b"], "a\r\nb", undefined],
  ["lines, all removed", { type: "array", items: { type: "string" } }, ["a"], "", []],
  [
    "entries that lines cannot show, left alone",
    { type: "array", items: { type: "string" } },
    ["a\nb", " c"],
    "",
    undefined,
  ],
  ["JSON left alone", { type: "object" }, { a: [1] }, '{\r\n  "a": [\r\n    1\r\n  ]\r\n}', undefined],
  ["JSON changed", { type: "object" }, { a: 1 }, '{"a":2}', { a: 2 }],
  ["what does not fit and shows nothing, left alone", { type: "number" }, "many", "", undefined],
  ["what does not fit, filled in anew", { type: "number" }, "many", "3", 3],
];

test.each(TABLE)("%s", (_what, schema, before, text, after) => {
  for (const required of [[], ["x"]]) {
    const edits = parseEdits({ properties: { x: schema }, required }, { x: before }, { x: text });
    expect(edits).toEqual(after === undefined ? {} : { x: after });
  }
});

test("answers to fields that the data has not are answers; unknown fields stay, for the validator to refuse", () => {
  const form = { properties: { by: { type: "string" }, count: { type: "number" }, empty: { type: "string" } } };
  expect(parseEdits(form, {}, { by: "Ana", count: "2", empty: "", other: "x" })).toEqual({
    by: "Ana",
    count: 2,
    other: "x",
  });
});
