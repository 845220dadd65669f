/** docs/limits.md and docs/cost.md name the numbers that the code has. */
import { expect, test } from "vitest";
import { PRICES } from "../../bench/cost/prices.ts";
import { MOST_HANDOVERS } from "../../src/approvals/seats.ts";
import { MOST_RESENDS } from "../../src/approvals/resend.ts";
import { MOST_APPROVALS, MOST_REJECTIONS } from "../../src/contract/approval-limits.ts";
import { MAX_PROMPT, MOST_CHANNELS, MOST_PEOPLE, MOST_TIMERS } from "../../src/contract/request-approval.ts";
import { MOST_ATTEMPTS } from "../../src/contract/retry-limits.ts";
import { MOST_AT_ONCE } from "../../src/ensembles/compile-foreach.ts";
import { MOST_ROUNDS } from "../../src/ensembles/compile-on-rejected.ts";
import { codesIn, tableOf } from "./pages.ts";

test("docs/limits.md has the numbers as they are", () => {
  const numbers = [
    MOST_PEOPLE,
    MOST_APPROVALS,
    MOST_TIMERS,
    MOST_CHANNELS,
    MAX_PROMPT,
    MOST_HANDOVERS,
    MOST_RESENDS,
    MOST_ATTEMPTS,
    MOST_ROUNDS,
    MOST_AT_ONCE,
  ];
  expect(MOST_REJECTIONS).toBe(MOST_APPROVALS);
  const shown = tableOf("docs/limits.md", "table: limits").map(([, number]) => number);
  expect(shown).toEqual(numbers.map((number) => number.toLocaleString("en-US")));
});

test("docs/cost.md has the prices that are reckoned with", () => {
  const shown = tableOf("docs/cost.md", "table: prices").map(([name, price]) => [codesIn(name)[0], Number(price)]);
  expect(Object.fromEntries(shown)).toEqual(PRICES);
});
