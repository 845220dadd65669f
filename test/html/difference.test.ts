/** What somebody changed, as it is shown to them before it counts. */
import { describe, expect, test } from "vitest";
import { unconfirmed } from "../../src/request-page/unconfirmed.ts";
import { shownChange } from "../../src/html/difference/shown-change.ts";
import { type DifferenceLine, textDifference } from "../../src/html/difference/text-difference.ts";
import { editForm } from "../../src/approvals/edit-form.ts";
import type { Json } from "../../src/kernel/json.ts";
import { openLink, render, wordsOf } from "./link-views.ts";
import { processorTime } from "../support/processor-time.ts";

/** `-` removed, `+` added, changed words in brackets, `…3` a gap. */
function brief(lines: readonly DifferenceLine[] | null): string[] | null {
  const signs = { same: " ", added: "+", removed: "-" } as const;
  return (
    lines?.map((line) =>
      line.kind === "gap"
        ? `…${line.count}`
        : `${signs[line.kind]}${line.parts.map(({ text, isChanged }) => (isChanged ? `[${text}]` : text)).join("")}`,
    ) ?? null
  );
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `line ${index}`);
}

describe("two texts", () => {
  test.each<[string, string, string, string[]]>([
    ["a word", "one two three", "one 2 three", ["-one [two] three", "+one [2] three"]],
    ["a line added", "a\nb", "a\nx\nb", [" a", "+x", " b"]],
    ["a line removed", "a\nx\nb", "a\nb", [" a", "-x", " b"]],
    ["an empty line", "a\nb", "a\n\nb", [" a", "+", " b"]],
    ["nothing in common", "alpha", "omega", ["-alpha", "+omega"]],
    ["other counts of lines", "a\nb", "c", ["-a", "-b", "+c"]],
    ["only white space", "a b", "a  b", ["-a[ ]b", "+a[  ]b"]],
  ])("%s", (_what, before, after, lines) => {
    expect(brief(textDifference(before, after))).toEqual(lines);
  });

  test("of lines far from any change, only how many there are", () => {
    const before = numbered(30);
    const after = before.with(15, "other");
    expect(brief(textDifference(before.join("\n"), after.join("\n")))).toEqual([
      "…13",
      " line 13",
      " line 14",
      "-line 15",
      "+other",
      " line 16",
      " line 17",
      "…12",
    ]);
  });

  const LARGE = "x".repeat(100).concat("\n").repeat(9_000);
  test.each<[string, string, string]>([
    [
      "every line another",
      numbered(4_900).join("\n"),
      numbered(4_900)
        .map((line) => `${line}!`)
        .join("\n"),
    ],
    ["one line of 900 KiB", "a ".repeat(450 * 1024), "b ".repeat(450 * 1024)],
    ["lines without end", "\n".repeat(900 * 1024), "a\n".repeat(400 * 1024)],
    ["900 KiB and a word", LARGE, `${LARGE}end`],
    ["a long line of many words", "a b ".repeat(900), "b c ".repeat(900)],
  ])("%s: the work is bounded", (_what, before, after) => {
    expect(processorTime(() => shownChange(before, after))).toBeLessThan(1_500);
  });

  test("too much to compare is shown whole, before and after", () => {
    const before = numbered(4_000).join("\n");
    const after = numbered(4_000)
      .map((line) => `${line}!`)
      .join("\n");
    expect(shownChange(before, after)).toMatchObject({
      kind: "values",
      before: { text: before },
      after: { text: after },
    });
  });
});

test.each<[string, Json | undefined, Json | undefined, string, string]>([
  ["a number", 120, 90, "120", "90"],
  ["true and false", true, false, "Yes", "No"],
  ["a text that is emptied", "a", "", "a", "empty text"],
  ["what was not there", undefined, "a", "nothing", "a"],
  ["what is gone", 1, null, "1", "nothing"],
  ["a list that is emptied", ["a", "b"], [], "a\nb", "no entries"],
])("%s is shown before and after", (_what, before, after, old, changed) => {
  expect(shownChange(before, after)).toMatchObject({ before: { text: old }, after: { text: changed } });
});

test("lists and objects are compared line by line", () => {
  const list = shownChange(["a", "b"], ["a", "c", "b"]);
  expect(list.kind === "lines" && brief(list.lines)).toEqual([" a", "+c", " b"]);
  const object = shownChange([{ a: 1 }], [{ a: 2 }]);
  expect(object.kind === "lines" && brief(object.lines)).toContain('-    "a": [1]');
});

describe("the page that asks to confirm", () => {
  const HOSTILE = `</textarea><script>alert(1)</script>" onload="x \u202Efdp.exe`;
  const data = { [HOSTILE]: "a", text: "one\ntwo", price: 1 };
  const view = openLink({ data, editable: true, form: editForm(data), recipient: null, minApprovals: 1 });
  const typed = {
    feedback: HOSTILE,
    reason: "",
    approver: HOSTILE,
    values: { [HOSTILE]: HOSTILE, text: `one\n${HOSTILE}`, price: "2" },
  };
  const form = { approved: true, typed, confirmed: null, isGoingOn: false } as const;
  const pending = unconfirmed(form, view);

  test("shows each change by sign and word, and nothing of it as markup", () => {
    const html = render({ view, unconfirmed: pending });
    expect(html).not.toContain("<script>alert");
    expect(wordsOf(html)).not.toContain("\u202E");
    expect(wordsOf(html)).toContain("U+202E");
    expect(wordsOf(html)).toContain("3 changes");
    expect(wordsOf(html)).toMatch(/Price − Before: 1 \+ Now: 2/);
  });

  test("sends back everything that was typed, as it was typed", () => {
    const html = render({ view, unconfirmed: pending });
    const count = [...html.matchAll(/<input type="hidden" name="(approver|feedback|reason|confirmed|values\.[^"]*)"/g)]
      .length;
    expect(count).toBe(7);
    expect(html).toContain(`name="confirmed" value="${pending?.hash}"`);
  });

  test("is not asked for where it was confirmed, nothing changed, or nothing may be changed", () => {
    expect(unconfirmed({ ...form, confirmed: pending?.hash ?? "" }, view)).toBeNull();
    expect(unconfirmed({ ...form, typed: { ...typed, values: {} } }, view)).toBeNull();
    expect(unconfirmed({ ...form, approved: false }, view)).toBeNull();
    expect(unconfirmed(form, openLink({ data, form: editForm(data) }))).toBeNull();
    expect(unconfirmed({ ...form, typed: { ...typed, values: { price: "x" } } }, view)).toBeNull();
  });

  test("says so where something else was confirmed", () => {
    const stale = unconfirmed({ ...form, confirmed: "0".repeat(64) }, view);
    expect(wordsOf(render({ view, unconfirmed: stale }))).toContain("Please look again");
  });
});
