import { expect, test } from "vitest";
import { isRecent } from "../../src/chat/is-recent.ts";

test.each<[string, number, boolean]>([
  ["1000", 1_000_000, true],
  ["1000", 1_300_000, true],
  ["1000", 1_301_000, false],
  ["1301", 1_000_000, false],
  ["", 0, false],
  ["1000{", 1_000_000, false],
  ["1e3", 1_000_000, false],
  ["-1000", -1_000_000, false],
])("a request of %j at %d is recent: %s", (timestamp, now, recent) => {
  expect(isRecent(timestamp, now)).toBe(recent);
});
