/** Data as people read it. */
import { describe, expect, test } from "vitest";
import { byteLength, type Json } from "../../src/kernel/json.ts";
import { labelOf } from "../../src/html/label-of.ts";
import { formatMoment } from "../../src/html/moment.tsx";
import { relativeTime } from "../../src/html/relative-time.ts";
import { STYLESHEET } from "../../src/html/stylesheet.ts";
import { formatNumber } from "../../src/html/values/format-number.ts";
import { shareBudget } from "../../src/html/values/share-budget.ts";
import { visibleText } from "../../src/html/visible-text.ts";
import { openLink, render, wordsOf } from "./link-views.ts";

function page(data: Json): string {
  return render({ view: openLink({ data, metadata: null }) });
}

describe("the readable part", () => {
  test.each<[name: string, data: Json, words: string]>([
    ["text", "One\n\nTwo", "What this is about One Two"],
    ["a number", { total: 1_234_567.5 }, "Total 1\u202f234\u202f567.5"],
    ["a number that names something", { orderId: 1_234_567 }, "Order ID 1234567"],
    ["yes and no", { paid: true, late: false }, "Paid Yes Late No"],
    ["nothing", { note: null }, "Note nothing"],
    ["an empty text", { note: "" }, "Note empty text"],
    ["an empty object and list", { a: {}, b: [] }, "A no fields B no entries"],
    ["a list", { tags: ["x", "y"] }, "Tags x y"],
    ["a table", { lines: [{ item: "A", n: 1 }, { item: "B" }] }, "Lines 2 entries Item N A 1 B"],
    ["a part", { bank: { iban: "DE02", checked: false } }, "Bank 2 fields IBAN DE02 Checked No"],
    ["a lone number", 42, "What this is about 42"],
    ["false", false, "What this is about No"],
  ])("%s", (_name, data, words) => {
    expect(wordsOf(page(data))).toContain(words);
  });

  test("keeps the line breaks of a text", () => {
    expect(page("One\n\nTwo")).toContain("One\n\nTwo</div>");
  });

  test("has the whole as JSON one click away", () => {
    expect(page({ a: [1] })).toContain("\n{\n  &quot;a&quot;: [\n    1\n  ]\n}</pre>");
    const rows60KiB = Array.from({ length: 900 }, (_, id) => ({ id, note: '<b>what</b> was "bought", and when' }));
    expect(JSON.parse(rawOf(page(rows60KiB)))).toEqual(rows60KiB);
  });

  test("folds what lies deep and says so", () => {
    const deep = Array.from({ length: 40 }).reduce<Json>((inner) => ({ inner }), 1);
    expect(wordsOf(page(deep))).toContain("1 field nested deeper; see the whole as JSON.");
  });
});

describe("900 KiB", () => {
  const text = "All work and no play makes a dull page. ".repeat(23_000);
  const rows = Array.from({ length: 9_000 }, (_, id) => ({
    id,
    name: `Customer ${id}`,
    city: "Utrecht",
    note: "what was bought, and when it came",
  }));
  const tree = Array.from({ length: 3_000 }, (_, id) => ({
    id,
    parts: [{ name: "a part of it", deeper: { text: "x".repeat(200) } }],
  }));
  const bidi = "\u202Ea".repeat(230_000);

  test.each<[name: string, data: Json, says: string]>([
    ["one text", text, "more characters are left out here."],
    ["a text beside small fields", { title: "T", body: text, last: "the end" }, "Last the end"],
    ["a tree", tree, "more entries are left out here."],
    ["a table", { rows }, "more entries are left out here."],
    ["overrides", bidi, "U+202E"],
  ])("%s: the page stays bounded, says what is missing, and where the whole is", (_name, data, says) => {
    const html = page(data);
    expect(byteLength(html)).toBeLessThan(250_000);
    expect(wordsOf(html)).toContain("This is a lot of data");
    expect(wordsOf(html)).toContain(says);
    expect(html).toContain('<a href="/callback/hitl_token?raw" download="request.json">Get the whole as JSON (');
    expect(html).not.toContain("<pre");
  });

  test("of one text the first part is laid out", () => {
    expect(page(text).length).toBeGreaterThan(50_000);
  });
});

describe("a text that nobody reads", () => {
  const receipt = `eyJhbGciOiJFZERTQSJ9.${"Ab3_".repeat(300)}`;

  test("shows its beginning, and is one click away in one piece", () => {
    const html = page({ receipt });
    expect(wordsOf(html)).toContain(`Receipt ${receipt.slice(0, 16)}… (1221 characters)`);
    expect(html).toContain(`<details><summary><span class="mono">${receipt.slice(0, 16)}…`);
    expect(rawOf(html)).toBe(`\n${receipt}`);
  });

  test.each([
    ["an address", `https://example.com/${"Ab3".repeat(80)}`],
    ["a sentence", "All of 2026 is in here. ".repeat(20).trim()],
    ["writing without spaces", "请批准这份合同".repeat(40)],
    ["one word over and over", "x".repeat(400)],
  ])("is not %s", (_what, text) => {
    expect(page({ text })).toContain(`<div class="text" dir="auto">${text}</div>`);
  });
});

function rawOf(html: string): string {
  const escaped = /<pre[^>]*>(.*?)<\/pre>/s.exec(html)?.[1] ?? "";
  return escaped
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

test.each([
  [[10, 10, 10], 100, [10, 10, 10]],
  [[900, 10], 100, [90, 10]],
  [[900, 900], 100, [50, 50]],
  [[5, 900, 60, 900], 125, [5, 40, 40, 40]],
  [[], 100, []],
])("shareBudget(%j, %i) is %j", (costs, budget, shares) => {
  expect(shareBudget(costs, budget)).toEqual(shares);
});

test.each([
  ["invoiceTotal", "Invoice total"],
  ["first_order", "First order"],
  ["htmlURL", "HTML URL"],
  ["iban2", "IBAN 2"],
  ["already fine", "already fine"],
  ["Größe", "Größe"],
  ["", ""],
])("labelOf(%j) is %j", (name, label) => {
  expect(labelOf(name)).toBe(label);
});

test.each([
  [0, "0"],
  [-0.5, "-0.5"],
  [9999, "9999"],
  [-1234567, "-1\u202f234\u202f567"],
  [1e21, "1e+21"],
  [1234567.891, "1\u202f234\u202f567.891"],
])("formatNumber(%d) is %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

const MINUTE = 60_000;
test.each([
  [30_000, "in less than a minute"],
  [-30_000, "just now"],
  [MINUTE * 59.9, "in 59 minutes"],
  [MINUTE * 61, "in 1 hour 1 minute"],
  [MINUTE * 60 * 23.9, "in 23 hours"],
  [-MINUTE * 60 * 24 * 3.5, "3 days ago"],
])("%d ms away is %s", (distance, words) => {
  const now = Date.UTC(2026, 10, 22);
  expect(relativeTime(now + distance, now)).toBe(words);
});

test("a moment is absolute and in UTC", () => {
  expect(formatMoment(Date.UTC(2026, 0, 2, 0, 5))).toBe("2 January 2026, 00:05 UTC");
});

test("hidden characters become marks, joiners and emoji stay", () => {
  expect(visibleText("a\u0000\u0000b\u202E\r\nمی‌خواهم 👨‍👩‍👧")).toBe("a[U+0000 ×2]b[U+202E]\nمی‌خواهم 👨‍👩‍👧");
});

test("the stylesheet is small and needs no escaping inside its element", () => {
  expect(STYLESHEET.length).toBeLessThan(14_336);
  expect(STYLESHEET).not.toMatch(/[&<>"']/);
});
