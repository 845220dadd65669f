/** What is sent again, and after how long. */
import { expect, test } from "vitest";
import { retryPause } from "../../src/client/retry-pause.ts";

const NOW = Date.parse("2026-01-01T09:00:00Z");
const rule = { repeatable: true, attempts: 1, now: NOW, random: 1 };

test.each([
  ["a success stands", { status: 200, retryAfter: null }, rule, null],
  ["a refusal stands", { status: 422, retryAfter: null }, rule, null],
  ["no answer is asked for again", { status: "none", retryAfter: null }, rule, 500],
  ["each time later", { status: "none", retryAfter: null }, { ...rule, attempts: 3 }, 2_000],
  ["but not much later", { status: "none", retryAfter: null }, { ...rule, attempts: 20 }, 30_000],
  ["not all at the same moment", { status: 502, retryAfter: null }, { ...rule, random: 0 }, 250],
  [
    "what may have been done is not sent twice",
    { status: "none", retryAfter: null },
    { ...rule, repeatable: false },
    null,
  ],
  ["nor after a failure", { status: 500, retryAfter: null }, { ...rule, repeatable: false }, null],
  [
    "who says when to come again has done nothing",
    { status: 503, retryAfter: "2" },
    { ...rule, repeatable: false },
    2_000,
  ],
  ["so has who says it is too much", { status: 429, retryAfter: "0" }, { ...rule, repeatable: false }, 0],
  ["the time may be a date", { status: 503, retryAfter: "Thu, 01 Jan 2026 09:00:05 GMT" }, rule, 5_000],
  ["too long is not waited for", { status: 429, retryAfter: "3600" }, rule, null],
  ["a time that cannot be read is none", { status: 429, retryAfter: "soon" }, rule, 500],
  ["only these two statuses may say when", { status: 500, retryAfter: "7" }, { ...rule, repeatable: false }, null],
] as const)("%s", (_what, attempted, by, expected) => {
  expect(retryPause(attempted, by)).toBe(expected);
});
