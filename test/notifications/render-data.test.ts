import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Json } from "../../src/kernel/json.ts";
import { renderData, renderDataText } from "../../src/notifications/render-data.ts";
import { renderJson } from "../../src/notifications/render-json.ts";

function linesOf(data: Json): string {
  return renderDataText(renderData(data, 3_000));
}

function nested(depth: number): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

describe("renderData", () => {
  test.each<[string, Json, string]>([
    ["nothing", null, ""],
    ["a text as it is", "Hello\nworld", "Hello\nworld"],
    ["a number", 0, "0"],
    [
      "a flat object as a list",
      { amount: 12.5, ok: false, note: null, empty: "" },
      "• amount: 12.5\n• ok: false\n• note: null\n• empty: ",
    ],
    ["a value of several lines indented", { body: "a\nb", by: "ana" }, "• body:\n  a\n  b\n• by: ana"],
    ["a name on one line", { "a\nb": 1 }, "• a b: 1"],
    ["anything nested as JSON", { a: { b: [1] } }, '{\n  "a": {\n    "b": [\n      1\n    ]\n  }\n}'],
    ["an empty object", {}, "{}"],
    ["a list", ["a", []], '[\n  "a",\n  []\n]'],
  ])("shows %s", (_, data, expected) => {
    expect(linesOf(data)).toBe(expected);
  });

  it("does not let one long value push out the short ones", () => {
    const view = renderData({ body: "x".repeat(900_000), amount: 42, title: "t".repeat(900_000) }, 3_000);
    const text = renderDataText(view);
    expect(view).toMatchObject({ kind: "pairs", cut: true });
    expect(text).toContain("• amount: 42");
    expect(text).toContain("• title: ttt");
    expect(text.length).toBeLessThanOrEqual(3_000);
  });

  it("shows more than twenty fields as JSON", () => {
    const data = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, index]));
    expect(renderData(data, 3_000).kind).toBe("json");
  });

  it("costs no more for data of three megabytes, or of a hundred thousand levels", () => {
    const wide: Json = { rows: Array.from({ length: 100_000 }, (_, index) => ({ index, text: "x".repeat(20) })) };
    const started = performance.now();
    for (const data of [wide, nested(100_000), { text: "x".repeat(3_000_000), list: [] }]) {
      const view = renderData(data, 20_000);
      expect(view).toMatchObject({ kind: "json", cut: true });
      expect(renderDataText(view).length).toBeLessThanOrEqual(20_000);
    }
    expect(performance.now() - started).toBeLessThan(500);
  });

  it("stays within the limit and is cut exactly when it says so", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 200, max: 2_000 }), (value, limit) => {
        const { text, cut } = renderJson(value as Json, limit);
        const whole = JSON.stringify(value, null, 2);
        expect(text.length).toBeLessThanOrEqual(limit);
        if (!cut) expect(JSON.parse(text)).toEqual(JSON.parse(whole));
      }),
    );
  });
});
