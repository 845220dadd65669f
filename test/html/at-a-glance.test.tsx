/** What a page says at a glance: who, when, how much, and what comes next; as its reader writes it. */
import { describe, expect, test } from "vitest";
import type { Foreseen } from "../../src/contract/foreseen.ts";
import { initialsOf } from "../../src/html/face.tsx";
import { formatDay, formatMoment } from "../../src/html/moment.tsx";
import { formatNumber } from "../../src/html/values/format-number.ts";
import { parseTime } from "../../src/html/values/parse-time.ts";
import { inLocale } from "../../src/kernel/locale.ts";
import { openLink, overLink, render, wordsOf } from "./link-views.ts";

const AT = Date.UTC(2026, 0, 2, 15, 5);

test.each([
  ["de-DE", "1.234.567,891", "2. Januar 2026", "2. Januar 2026 um 15:05 UTC"],
  ["en-US", "1,234,567.891", "January 2, 2026", "January 2, 2026 at 3:05 PM UTC"],
  ["en-IN", "12,34,567.891", "2 January 2026", "2 January 2026 at 3:05 pm UTC"],
  [null, "1\u202f234\u202f567.891", "2 January 2026", "2 January 2026, 15:05 UTC"],
])("numbers and times for %s", (locale, number, day, moment) => {
  inLocale(locale, () => {
    expect([formatNumber(1_234_567.891), formatDay(AT), formatMoment(AT)]).toEqual([number, day, moment]);
    expect(formatNumber(0.1)).toBe(locale === "de-DE" ? "0,1" : "0.1");
    expect([formatNumber(2026, "year"), formatNumber(9_007_199_254_740_991, "orderId")]).toEqual([
      "2026",
      "9007199254740991",
    ]);
    expect(formatNumber(1e21)).toBe("1e+21");
  });
});

test.each([
  ["2026-12-01T09:30:00Z", { at: Date.UTC(2026, 11, 1, 9, 30), hasHour: true }],
  ["2026-12-01T09:30+01:00", { at: Date.UTC(2026, 11, 1, 8, 30), hasHour: true }],
  ["2026-12-01", { at: Date.UTC(2026, 11, 1), hasHour: false }],
  ["2026-02-30", null],
  ["2026-02-30T10:00:00Z", null],
  ["2026-12-01T09:30:00", null],
  ["2026-12-01T25:30:00Z", null],
  ["on 2026-12-01", null],
])("%s is a time, or none", (text, time) => {
  expect(parseTime(text)).toEqual(time);
});

test.each([
  ["ana.berg@example.com", "AB"],
  ["Ana van den Berg", "AB"],
  ["ana", "A"],
  ["äna-öz@example.com", "ÄÖ"],
  ["@", ""],
  ["<b>", "B"],
  ["", ""],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

describe("what happens next", () => {
  const step = {
    agent: "publish",
    does: { operation: "http", method: "POST", host: "cms.example.com" },
    isCertain: true,
  } as const;
  const foreseen: Foreseen = {
    approved: {
      steps: [step, { agent: "tell", does: { operation: "email", to: ["team@example.com"] }, isCertain: false }],
      more: 3,
    },
    rejected: { back: "draft", steps: [], more: 0 },
    timeout: { steps: [], more: 0 },
  };

  test("is said in words, by how it ends", () => {
    const words = wordsOf(render({ view: openLink({ foreseen }) }));
    expect(words).toContain(
      "If it is approved publish sends a POST request to cms.example.com perhaps: tell sends an e-mail to team@example.com and 3 more steps",
    );
    expect(words).toContain(
      "If it is rejected draft: the run goes back to this step, and you are asked again.".replace("draft:", "draft"),
    );
    expect(words).toContain("If nobody decides by 23 November 2026, 13:13 UTC Nothing more is done.");
  });

  test.each([
    [{ operation: "notify", channel: "slack", to: [] }, "sends a message in Slack"],
    [
      { operation: "notify", channel: "email", to: ["team@example.com"] },
      "sends a message by e-mail to team@example.com",
    ],
    [{ operation: "notify", channel: "constructor", to: [] }, "sends a message through constructor"],
    [{ operation: "code", script: "scripts/pay-back" }, "runs the script pay-back"],
    [{ operation: "code", script: null }, "runs a script"],
  ] as const)("of %j, is that it %s", (does, sentence) => {
    const course = { steps: [{ agent: "it", does, isCertain: true }], more: 0 };
    expect(wordsOf(render({ view: openLink({ foreseen: { approved: course } }) }))).toContain(`it ${sentence}`);
  });

  test("tells who is asked as well, plan or none", () => {
    const escalations = [{ at: AT, to: ["head@example.com", "board@example.com"] }];
    const sentence =
      "If it is still open on 2 January 2026, 15:05 UTC head@example.com, board@example.com are asked as well.";
    expect(wordsOf(render({ view: openLink({ escalations }) }))).toContain(`What happens next ${sentence}`);
    const both = wordsOf(render({ view: openLink({ foreseen, escalations }) }));
    expect(both.indexOf("If it is rejected")).toBeLessThan(both.indexOf(sentence));
    expect(both.indexOf(sentence)).toBeLessThan(both.indexOf("If nobody decides by"));
  });

  test("is not made up where no plan tells", () => {
    expect(wordsOf(render({ view: openLink() }))).not.toContain("What happens next");
  });
});

test("once it is over, the page says how the run goes on, and looks again while it moves", () => {
  const moving = render({ view: overLink({ run: { status: "running" } }) });
  expect(wordsOf(moving)).toContain("The run goes on now.");
  expect(moving).toContain('data-moves="yes"');
  expect(moving).toContain("/assets/run-now-");
  const done = render({ view: overLink({ run: { status: "completed", finishedAt: AT } }) });
  expect(wordsOf(done)).toContain("The run is complete. 2 January 2026, 15:05 UTC");
  expect(done).not.toContain("/assets/run-now-");
  expect(wordsOf(render({ view: overLink() }))).not.toContain("The run since then");
});

test("a difference shows as one: in a pair, and in what git writes", () => {
  const html = render({
    view: openLink({
      data: {
        price: { before: { net: 1, tax: 2 }, after: { net: 3, tax: 2 } },
        patch: "--- a\n+++ b\n@@ -1 +1 @@\n-<b>\n+c",
      },
    }),
  });
  const words = wordsOf(html);
  expect(words).toContain("Net − Before: 1 + Now: 3");
  expect(words).not.toContain("Tax");
  expect(words).toContain("− Before: <b> + Now: c");
});
