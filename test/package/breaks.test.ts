/** Each place that is broken on purpose is still there to be broken; `npm run broken` shows that it is noticed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { edit } from "../broken/break-copy.ts";
import { BREAKS } from "../broken/breaks.ts";
import { ROOT } from "../support/worker-config.ts";

test.each(BREAKS.map((broken) => [broken.name, broken] as const))("%s has its place", (_, broken) => {
  const text = readFileSync(join(ROOT, broken.file), "utf8");
  expect(edit(text, broken)).not.toBe(text);
});

test("what has no place, or more than one, is no break", () => {
  const edits = [{ from: "a", to: "b" }];
  expect(() => edit("x", { file: "x.ts", edits })).toThrow(/0 times/);
  expect(() => edit("aa", { file: "x.ts", edits })).toThrow(/2 times/);
});
