import { expect, test } from "vitest";
import { createSeenRequests } from "../../src/chat/seen-requests.ts";

test("a signature is new once", () => {
  const seen = createSeenRequests();
  expect(["a", "b", "a", "b"].map((signature) => seen.isNew(signature, 0))).toEqual([true, true, false, false]);
});

test("it is remembered for as long as it could be sent again, and then forgotten", () => {
  const seen = createSeenRequests();
  seen.isNew("a", 0);
  seen.isNew("b", 600_000);
  expect(seen.isNew("a", 600_000)).toBe(false);
  seen.isNew("c", 600_001);
  expect(seen.isNew("a", 600_001)).toBe(true);
});

test("a flood pushes out the oldest, not the memory's bound", () => {
  const seen = createSeenRequests();
  for (let count = 0; count <= 5_000; count += 1) seen.isNew(String(count), 0);
  expect([seen.isNew("5000", 0), seen.isNew("0", 0)]).toEqual([false, true]);
});
